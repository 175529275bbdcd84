using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class MatrixTests
{
    [TestMethod]
    public unsafe void Memory_is_aligned_and_zeroed()
    {
        var matrix = new Matrix(3, 5);
        Assert.AreEqual(0, (nint)matrix.View.Pointer % 64);
        Assert.AreEqual(-1, matrix.Values.IndexOfAnyExcept(0f));
    }

    [TestMethod]
    public void Rows_are_views()
    {
        var matrix = new Matrix(2, 3);
        matrix.Row(1)[2] = 7;
        Assert.AreEqual(7, matrix[1, 2]);
    }
}
