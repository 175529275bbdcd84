using System.Text.Json;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Models.Weights.Storage;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Modifications;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Models.Weights;

/// <summary>What is wrong with stored codes and splits is said, whatever it is.</summary>
[TestClass]
public sealed class CodebookWeightsTests
{
    [TestMethod]
    public void Unknown_codebooks_and_scales_are_refused()
    {
        AssertRefused(Modify(new Nf4Quantization()), "expected the codebook nf4, fp4, e2m1", parameters: p => p["codebook"] = Json("nf5"));
        AssertRefused(Modify(new Nf4Quantization()), "expected scales as f32, double, e8m0 or e4m3", parameters: p => p["scales"] = Json("f64"));
        AssertRefused(Modify(new Nf4Quantization()), "expected a word as scales", parameters: p => p["scales"] = Json(4));
        AssertRefused(Modify(new Nf4Quantization()), "expected an integer from 1 to 2147483647 as block", parameters: p => p["block"] = Json(0));
    }

    [TestMethod]
    public void Scales_that_are_no_numbers_are_refused()
    {
        AssertRefused(Modify(new Mxfp4Quantization()), "expected a finite scale, 0 or more, for block 9, found NaN", bytes: b => b[^1] = 255);
        AssertRefused(Modify(new Nvfp4Quantization()), "expected a finite scale, 0 or more, for block 14, found NaN", bytes: b => b[^5] = 127);
        AssertRefused(Modify(new Nf4Quantization()), "expected a finite scale, 0 or more, for block 3, found -Infinity", bytes: b => BitConverter.TryWriteBytes(b.AsSpan(^4..), float.NegativeInfinity));
    }

    [TestMethod]
    public void Codes_of_zeros_are_left_out_where_that_is_smaller_and_come_back()
    {
        var values = Matrices.Random(50, 70, 2);
        for (int i = 0; i < values.Values.Length; i++)
            if (i % 5 != 0) values.Values[i] = 0;
        foreach (var step in (LayerModification[])[new Nf4Quantization(), new Fp4Quantization(), new Mxfp4Quantization(), new Nvfp4Quantization()])
        {
            var dense = (CodebookWeights)Layers.Modify(step, new DenseWeights(Matrices.Random(50, 70, 2)));
            var sparse = (CodebookWeights)Layers.Modify(step, new DenseWeights(values));
            Assert.IsFalse(dense.Format.StartsWith("sparse", StringComparison.Ordinal));
            Assert.StartsWith("sparse", sparse.Format);
            float[] rounded = sparse.ToMatrix().Values.ToArray();
            long held = rounded.Count(x => x != 0), without = dense.ByteSize - 50 * 70 / 2;
            Assert.IsInRange(without + held / 2 + 50 * 70 / 8, without + 50 * 70 / 5 / 2 + 50 * 70 / 8 + 50 * 4 + 3 * 8, sparse.ByteSize);
            for (int i = 0; i < values.Values.Length; i++)
                if (values.Values[i] == 0) Assert.AreEqual(0, rounded[i]);
            var read = Read(sparse);
            Layers.AssertSameBits(sparse.ToMatrix(), read.ToMatrix());
            Assert.AreEqual(sparse.Format, read.Format);
            Assert.AreEqual(sparse.ByteSize, read.ByteSize);
        }
    }

    [TestMethod]
    public void Outliers_come_back_and_inputs_that_do_not_rise_are_refused()
    {
        var inputs = Matrices.Random(20, 40, 3);
        inputs[4, 7] = inputs[4, 9] = 8;
        var split = (OutlierWeights)Layers.Modify(new LlmInt8Quantization(), new DenseWeights(Matrices.Random(5, 40, 2)), inputs);
        Layers.AssertSameBits(split.ToMatrix(), Read(split).ToMatrix());
        Assert.AreEqual(split.ByteSize, Read(split).ByteSize);
        AssertRefused(split, "expected rising inputs below 40, found 9", bytes: b => b[4] = 9, parameters: _ => { }, first: 10);
        AssertRefused(split, "expected an integer from 1 to 39 as outliers", parameters: p => p["outliers"] = Json(40));
        AssertRefused(split, "expected an integer from 1 to 8 as bits", parameters: p => p["bits"] = Json(9));
    }

    private static WeightMatrix Modify(LayerModification step) => Layers.Modify(step, new DenseWeights(Matrices.Random(5, 40, 2)));

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);

    private static void AssertRefused(WeightMatrix weights, string message, Action<Dictionary<string, JsonElement>>? parameters = null, Action<byte[]>? bytes = null, byte? first = null)
    {
        var error = Assert.ThrowsExactly<HemorrhageException>(() => Read(weights, parameters, b =>
        {
            if (first is { } value) b[0] = value;
            bytes?.Invoke(b);
        }));
        StringAssert.Contains(error.Message, message, StringComparison.Ordinal);
    }

    private static WeightMatrix Read(WeightMatrix weights, Action<Dictionary<string, JsonElement>>? change = null, Action<byte[]>? damage = null)
    {
        var form = ((IStoredWeights)weights).ToStored();
        var parameters = form.Parameters.ToDictionary();
        change?.Invoke(parameters);
        var parts = new List<byte>();
        foreach (var part in form.Parts) part.CopyTo(span => parts.AddRange(span));
        byte[] bytes = [.. parts];
        damage?.Invoke(bytes);
        return StorageKinds.Read(form.Kind, new("here", weights.Rows, weights.Columns, parameters, ByteRegion.Copy(bytes)));
    }
}
