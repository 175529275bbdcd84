using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Pruning;
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
            var grid = new GridRule(4, GridForm.Asymmetric, GridClip.None, ScaleFormat.F32).Of(weights.Row(r), []);
            Assert.AreEqual(scales[r], grid.Scale);
            Assert.AreEqual(zeros[r], grid.ZeroLevel);
        }
    }

    [TestMethod]
    public void Wanda_removes_the_weights_that_the_published_code_removes()
    {
        var pruned = Layers.Modify(new WandaPruning(), new DenseWeights(Weights()), Inputs());
        byte[] removed = [.. pruned.ToMatrix().Values.ToArray().Select(w => (byte)(w == 0 ? 1 : 0))];
        CollectionAssert.AreEqual(File.ReadAllBytes(TestData.External(Arrays + "wanda_mask50.u8")), removed);
    }

    [TestMethod]
    public void Ria_scores_are_those_of_the_published_code()
    {
        double[] norms = TestData.Doubles(TestData.External(Arrays + "xnorm_wanda_f64.f64"));
        double[] expected = TestData.Doubles(TestData.External(Arrays + "ria_score_a0.5_f64.f64"));
        var scores = RiaPruning.Scores(Weights(), norms, 0.5);
        var row = new double[172];
        for (int i = 0; i < expected.Length; i++)
        {
            if (i % 172 == 0) scores(i / 172, row);
            Assert.AreEqual(expected[i], row[i % 172], 1e-12 * expected[i]);
        }
    }

    [TestMethod]
    [DataRow("sparsegpt_50", "prune(sparsegpt, sparsity=0.5)")]
    [DataRow("sparsegpt_2of4", "prune(sparsegpt, pattern=2:4)")]
    public void Sparsegpt_leaves_the_weights_of_the_published_code(string name, string recipe)
    {
        var step = (PruningStep)Recipe.Parse(recipe).Steps[0] with { Rule = SelectionRule.Published };
        var pruned = Layers.Modify(step, new DenseWeights(Weights()), Inputs()).ToMatrix();
        float[] single = TestData.Floats(TestData.External(Arrays + name + ".f32"));
        double[] exact = TestData.Doubles(TestData.External(Arrays + name + "_f64.f64"));
        for (int i = 0; i < exact.Length; i++)
        {
            Assert.AreEqual(exact[i] == 0, pruned.Values[i] == 0, $"zero at {i}");
            Assert.AreEqual(exact[i], pruned.Values[i], 1e-6);
            Assert.AreEqual(single[i], pruned.Values[i], 5e-7);
        }
    }

    [TestMethod]
    [DataRow("gptq4_asym_row", "quantize(gptq, bits=4, symmetric=false, order=none)")]
    [DataRow("gptq3_asym_row", "quantize(gptq, bits=3, symmetric=false, order=none)")]
    [DataRow("gptq4_asym_row_actorder", "quantize(gptq, bits=4, symmetric=false)")]
    [DataRow("gptq4_asym_g32", "quantize(gptq, bits=4, group=32, symmetric=false, grids=block, order=none)")]
    [DataRow("gptq4_asym_g32_actorder_static", "quantize(gptq, bits=4, group=32, symmetric=false)")]
    [DataRow("gptq4_sym_row", "quantize(gptq, bits=4, order=none)")]
    public void Gptq_has_the_levels_of_the_published_code(string name, string recipe)
    {
        var step = (GptqQuantization)Recipe.Parse(recipe).Steps[0];
        if (step.Symmetric) step = step with { Form = GridForm.PublishedSymmetric };
        var quantized = Layers.Modify(step, new DenseWeights(Weights()), Inputs()).ToMatrix();
        float[] single = TestData.Floats(TestData.External(Arrays + name + ".f32"));
        double[] exact = TestData.Doubles(TestData.External(Arrays + name + "_f64.f64"));
        for (int i = 0; i < exact.Length; i++)
        {
            // Neighbouring levels are a thousand times farther apart.
            Assert.AreEqual(exact[i], quantized.Values[i], 1e-6, $"at {i}");
            Assert.AreEqual(single[i], quantized.Values[i], 5e-7, $"at {i}");
        }
    }

    /// <summary>Inputs X with XᵀX as it is on the calibration text: its Cholesky factor.</summary>
    private static Matrix Inputs()
    {
        double[] gram = TestData.Doubles(TestData.External(Arrays + "gram_f64.f64"));
        Assert.IsTrue(Triangle.TryFactor(gram, 172));
        var inputs = new Matrix(172, 172);
        for (int i = 0; i < 172; i++)
            for (int j = 0; j <= i; j++) inputs[i, j] = (float)gram[i * 172 + j];
        return inputs;
    }

    private static Matrix Weights() => Layers.Matrix(64, 172, TestData.Floats(TestData.External(Arrays + "W.f32")));
}
