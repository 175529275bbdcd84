using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Modifications;

/// <summary>One matrix of stories260K through the methods, against what the published implementations made of it.</summary>
[TestClass]
public sealed class ReferenceMatrixTests
{
    private const string Arrays = "golden/oracle/arrays/";

    [TestMethod]
    [DataRow("rtn3_sym_row.f32", 3, true)]
    [DataRow("rtn4_sym_row.f32", 4, true)]
    [DataRow("rtn8_sym_row.f32", 8, true)]
    [DataRow("rtn4_asym_row.f32", 4, false)]
    public void Rounded_values_are_the_same_bits(string file, int bits, bool symmetric)
    {
        var rounded = Layers.Modify(new RoundToNearest { Bits = bits, Symmetric = symmetric }, new DenseWeights(Weights()));
        CollectionAssert.AreEqual(TestData.Floats(TestData.External(Arrays + file)), rounded.ToMatrix().Values.ToArray());
    }

    [TestMethod]
    public void Asymmetric_grids_are_the_same_bits()
    {
        var weights = Weights();
        float[] scales = TestData.Floats(TestData.External(Arrays + "rtn4_asym_row_scale.f32"));
        float[] zeros = TestData.Floats(TestData.External(Arrays + "rtn4_asym_row_zero.f32"));
        for (int r = 0; r < weights.Rows; r++)
        {
            var grid = UniformGrid.Asymmetric(weights.Row(r), 4);
            Assert.AreEqual(scales[r], grid.Scale);
            Assert.AreEqual(zeros[r], grid.ZeroLevel);
        }
    }

    private static Matrix Weights() => Layers.Matrix(64, 172, TestData.Floats(TestData.External(Arrays + "W.f32")));
}
