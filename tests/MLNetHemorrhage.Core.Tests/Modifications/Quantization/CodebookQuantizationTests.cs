using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Modifications.Quantization;

[TestClass]
public sealed class CodebookQuantizationTests
{
    public static IEnumerable<object[]> Steps =>
        ((string[])["nf4", "nf4, block=7", "nf4, doubleQuantization=true", "fp4", "fp4, doubleQuantization=true", "mxfp4", "nvfp4"]).Select(s => new object[] { $"quantize({s})" });

    [TestMethod]
    public void Nf4_has_the_values_of_the_reference()
    {
        var weights = Layers.Matrix(64, 172, TestData.Floats(TestData.External("golden/oracle/arrays/W.f32")));
        float[] expected = TestData.Floats(TestData.External("golden/oracle/arrays/nf4_block64.f32"));
        var quantized = Layers.Modify(new Nf4Quantization(), new DenseWeights(weights)).ToMatrix();
        for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], quantized.Values[i], 1e-7, $"at {i}");
    }

    [TestMethod]
    public void Nf4_of_a_model_has_the_reference_perplexity()
    {
        double expected = ReferenceModel.PublishedPerplexity("quantization", "nf4_block64");
        Assert.AreEqual(expected, ReferenceModel.Perplexity(ReferenceModel.Apply("quantize(nf4)").Model.Decoder), 1e-5 * expected);
    }

    [TestMethod]
    [DynamicData(nameof(Steps))]
    public void Every_weight_has_the_nearest_value_of_its_block(string recipe)
    {
        var weights = Matrices.Random(9, 75, 1);
        var quantized = (CodebookWeights)Modify(recipe, weights);
        var values = quantized.ToMatrix();
        for (int r = 0; r < 9; r++)
            for (int c = 0; c < 75; c++)
            {
                float scale = quantized.Scales[quantized.Shape.BlockOf(r, c)];
                float least = Enumerable.Range(0, 16).Min(i => Math.Abs(scale * quantized.Codebook[i] - weights[r, c]));
                Assert.AreEqual(least, Math.Abs(values[r, c] - weights[r, c]), 1e-6f, $"[{r}, {c}]");
            }
    }

    [TestMethod]
    [DynamicData(nameof(Steps))]
    public void Zeros_stay_zero_and_extreme_rows_stay_finite(string recipe)
    {
        var weights = Layers.SomeZeros(8, 60, ElementType.Float32);
        weights.Row(2).Clear();
        weights.Row(3).Fill(float.MaxValue);
        weights.Row(4).Fill(float.Epsilon);
        var values = Modify(recipe, weights).ToMatrix();
        for (int i = 0; i < values.Values.Length; i++)
        {
            Assert.IsTrue(float.IsFinite(values.Values[i]), $"at {i}");
            if (weights.Values[i] == 0) Assert.AreEqual(0u, BitConverter.SingleToUInt32Bits(values.Values[i]), $"at {i}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Steps))]
    public void The_size_is_the_one_foreseen(string recipe)
    {
        var weights = new DenseWeights(Matrices.Random(9, 75, 2));
        var quantized = Modify(recipe, weights.ToMatrix());
        Assert.AreEqual(((LayerModification)Recipe.Parse(recipe).Steps[0]).Forecast(StorageForecast.Of(weights)).ByteSize, quantized.ByteSize);
        Assert.AreEqual(StorageForecast.Of(quantized).ByteSize, quantized.ByteSize);
    }

    [TestMethod]
    public void Bits_per_weight_are_those_of_the_formats()
    {
        var weights = Matrices.Random(64, 1024, 3);
        foreach (var (recipe, bits) in (ReadOnlySpan<(string, double)>)[("quantize(nf4)", 4.5), ("quantize(nf4, doubleQuantization=true)", 4 + 0.125 + (4 + 1) * 32.0 / 65536), ("quantize(mxfp4)", 4.25), ("quantize(nvfp4)", 4.5 + 32.0 / 65536)])
            Assert.AreEqual(bits, WeightSize.Of(Modify(recipe, weights)).BitsPerWeight, 1e-9, recipe);
    }

    [TestMethod]
    [DynamicData(nameof(Steps))]
    public void Further_zeros_leave_the_other_codes_alone(string recipe)
    {
        var quantized = Modify(recipe, Matrices.Random(9, 75, 4));
        var values = quantized.ToMatrix();
        for (int i = 0; i < values.Values.Length; i += 2) values.Values[i] = 0;
        var pruned = PrunedWeights.Store(quantized, values);
        Layers.AssertSameBits(values, pruned.ToMatrix());
        Assert.AreEqual($"sparse {quantized.Format}", pruned.Format);
    }

    [TestMethod]
    public void Other_bits_are_refused() =>
        StringAssert.EndsWith(Assert.ThrowsExactly<HemorrhageException>(() => Recipe.Parse("quantize(nf4, bits=3)")).Message, "quantize(nf4): bits must be 4, found 3", StringComparison.Ordinal);

    private static WeightMatrix Modify(string recipe, Matrix weights) => Layers.Modify((LayerModification)Recipe.Parse(recipe).Steps[0], new DenseWeights(weights));
}
