using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Modifications;

namespace MLNetHemorrhage.Tests.Models.Weights;

[TestClass]
public sealed class SparseWeightsTests
{
    [TestMethod]
    [DataRow(ElementType.Float32), DataRow(ElementType.BFloat16), DataRow(ElementType.Float16)]
    public void Values_come_back_bit_for_bit(ElementType type)
    {
        foreach (int columns in (int[])[1, 63, 64, 65, 130])
        {
            var values = Layers.SomeZeros(7, columns, type);
            var sparse = new SparseWeights(values, type);
            Layers.AssertSameBits(values, sparse.ToMatrix());
            Assert.AreEqual(values.Values.Count(0f), sparse.ZeroCount);
        }
    }

    [TestMethod]
    public void Negative_zeros_are_held_and_count_as_zeros()
    {
        var values = Layers.Matrix(1, 4, [0f, -0f, 1f, 0f]);
        var sparse = new SparseWeights(values, ElementType.Float32);
        Layers.AssertSameBits(values, sparse.ToMatrix());
        Assert.AreEqual(3, sparse.ZeroCount);
    }

    [TestMethod]
    public void Size_is_values_mask_and_row_starts()
    {
        var values = new Matrix(3, 50); // 150 bits of mask fill three words
        (values[0, 0], values[2, 49]) = (1, 2);
        Assert.AreEqual(2 * 4 + 3 * 8 + 3 * 4, new SparseWeights(values, ElementType.Float32).ByteSize);
        Assert.AreEqual(2 * 2 + 3 * 8 + 3 * 4, new SparseWeights(values, ElementType.BFloat16).ByteSize);
        Assert.AreEqual("sparse bf16", new SparseWeights(values, ElementType.BFloat16).Format);
    }

    [TestMethod]
    public void Product_is_that_of_the_dense_values()
    {
        var values = Layers.SomeZeros(33, 70, ElementType.Float32);
        Layers.AssertSameProduct(new DenseWeights(values), new SparseWeights(values, ElementType.Float32));
    }

    [TestMethod]
    public void Rows_outside_are_refused() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(
        () => new SparseWeights(new Matrix(2, 3), ElementType.Float32).CopyRow(2, new float[3]));
}
