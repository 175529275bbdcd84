using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Modifications.Quantization;

[TestClass]
public sealed class LlmInt8Tests
{
    [TestMethod]
    public void Weights_of_outliers_are_held_in_half_precision_and_the_others_in_eight_bits()
    {
        var (weights, inputs) = (Matrices.Random(9, 40, 1), Inputs(3, 17, 39));
        var split = (OutlierWeights)Layers.Modify(new LlmInt8Quantization(), new DenseWeights(weights), inputs);
        CollectionAssert.AreEqual(new[] { 3, 17, 39 }, split.OutlierInputs.ToArray());
        var values = split.ToMatrix();
        for (int r = 0; r < 9; r++)
        {
            float largest = Enumerable.Range(0, 40).Where(c => c is not (3 or 17 or 39)).Max(c => Math.Abs(weights[r, c]));
            for (int c = 0; c < 40; c++)
            {
                if (c is 3 or 17 or 39) Assert.AreEqual((float)(Half)weights[r, c], values[r, c]);
                else Assert.AreEqual(MathF.Round(weights[r, c] * 127 / largest) * largest / 127, values[r, c], 1e-6f);
            }
        }
        Assert.AreEqual(9 * 3 * 2 + 3 * 4 + (9 * 37 + 7) / 8 * 8 + 9 * 4, split.ByteSize);
        Assert.AreEqual("int8, 3 inputs f16", split.Format);
    }

    [TestMethod]
    public void Without_outliers_it_is_round_to_nearest_and_with_nothing_else_half_precision()
    {
        var weights = new DenseWeights(Matrices.Random(5, 20, 1));
        var none = Layers.Modify(new LlmInt8Quantization { Threshold = 1000 }, weights, Matrices.Random(30, 20, 2));
        Layers.AssertSameBits(Layers.Modify(new RoundToNearest { Bits = 8 }, weights).ToMatrix(), none.ToMatrix());
        Assert.AreEqual("f16", Layers.Modify(new LlmInt8Quantization { Threshold = 1e-9 }, weights, Matrices.Random(30, 20, 2)).Format);
    }

    [TestMethod]
    public void Zeros_stay_zero()
    {
        var weights = Layers.SomeZeros(8, 40, ElementType.Float32);
        var values = Layers.Modify(new LlmInt8Quantization(), new DenseWeights(weights), Inputs(0, 1, 2)).ToMatrix();
        for (int i = 0; i < values.Values.Length; i++)
            if (weights.Values[i] == 0) Assert.AreEqual(0f, values.Values[i]);
    }

    [TestMethod]
    public void Weights_too_large_for_half_precision_are_refused()
    {
        var weights = Matrices.Random(4, 40, 1);
        weights[2, 7] = 70000;
        var error = Assert.ThrowsExactly<HemorrhageException>(() => Layers.Modify(new LlmInt8Quantization(), new DenseWeights(weights), Inputs(7)));
        Assert.AreEqual("block 0 down: weight [2, 7] must be at most 65504 to be held in f16, found 70000", error.Message);
    }

    // The published code excepts whole columns of a sequence, ours the outliers of each token: that far apart, and see SmoothQuantTests on rounded inputs.
    [TestMethod]
    [DataRow("llm_int8_t6.0", "quantize(llmint8, activations=8)"), DataRow("int8_vectorwise_nooutlier", "quantize(llmint8, threshold=1000, activations=8)")]
    public void Perplexity_is_near_that_of_the_whole_method(string key, string recipe) =>
        ReferenceModel.AssertPerplexity(ReferenceModel.Published("quantization", key), ReferenceModel.Apply(recipe).Model.Decoder, 1e-3);

    private static Matrix Inputs(params int[] outliers)
    {
        var inputs = Matrices.Random(30, 40, 5);
        for (int i = 0; i < inputs.Values.Length; i++) inputs.Values[i] = Math.Clamp(inputs.Values[i], -5, 5);
        foreach (int j in outliers) inputs[11, j] = -6;
        return inputs;
    }
}
