using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Models.Weights.Ggml;
using MLNetHemorrhage.Models.Weights.Storage;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Models.Weights;

[TestClass]
public sealed class BlockWeightsTests
{
    [TestMethod]
    public void Every_format_is_stored_and_comes_back()
    {
        foreach (var format in BlockFormats.All)
        {
            var weights = BlockWeights.Quantize(Values(), format, [], WorkerPool.Shared);
            Assert.AreEqual(5 * 512 * format.BitsPerWeight / 8, weights.ByteSize, format.Name);
            var form = ((IStoredWeights)weights).ToStored();
            var bytes = new List<byte>();
            foreach (var part in form.Parts) part.CopyTo(span => bytes.AddRange(span));
            var read = StorageKinds.Read(form.Kind, new("here", 5, 512, form.Parameters, ByteRegion.Copy(bytes.ToArray())));
            Assert.AreEqual(format.Name, read.Format);
            CollectionAssert.AreEqual(weights.ToMatrix().Values.ToArray(), read.ToMatrix().Values.ToArray());
        }
    }

    [TestMethod]
    public void Formats_without_minimum_keep_zeros_and_count_them()
    {
        var values = Values();
        for (int i = 0; i < values.Values.Length; i += 3) values.Values[i] = 0;
        foreach (var format in BlockFormats.All.Where(f => f.KeepsZeros))
        {
            var read = BlockWeights.Quantize(values, format, [], WorkerPool.Shared);
            var held = read.ToMatrix();
            for (int i = 0; i < held.Values.Length; i += 3) Assert.AreEqual(0, held.Values[i], format.Name);
            Assert.AreEqual(held.Values.ToArray().Count(x => x == 0), read.ZeroCount);
        }
    }

    [TestMethod]
    [DataRow(1e-6f), DataRow(1e-3f), DataRow(1f), DataRow(1000f)]
    public void Q8_0_is_within_half_a_step_and_the_rounding_of_its_scale(float size)
    {
        var values = Values();
        foreach (ref float x in values.Values) x *= size;
        var read = BlockWeights.Quantize(values, BlockFormats.Q80, [], WorkerPool.Shared).ToMatrix();
        for (int start = 0; start < values.Values.Length; start += 32)
        {
            double largest = values.Values.Slice(start, 32).ToArray().Max(x => Math.Abs((double)x));
            double step = largest / 127, ulp = Math.Max(Math.ScaleB(1, -24), Math.ScaleB(1, Math.ILogB(step) - 10)); // f16: 10 bits, least 2^-24
            double bound = step / 2 + 127 * ulp / 2;
            for (int i = start; i < start + 32; i++) Assert.AreEqual(values.Values[i], read.Values[i], bound * (1 + 1e-5));
        }
    }

    [TestMethod]
    public void Importance_lowers_the_weighted_error()
    {
        var values = Values();
        var random = new RandomSource(9);
        float[] importance = [.. Enumerable.Range(0, values.Columns).Select(_ => (float)Math.Pow(random.NextDouble(), 4))];
        foreach (var format in BlockFormats.All.Where(f => f != BlockFormats.Q80))
        {
            double plain = Error(BlockWeights.Quantize(values, format, [], WorkerPool.Shared)), weighted = Error(BlockWeights.Quantize(values, format, importance, WorkerPool.Shared));
            Assert.IsLessThan(plain, weighted, format.Name);
        }

        double Error(BlockWeights weights)
        {
            double sum = 0;
            var held = weights.ToMatrix();
            for (int i = 0; i < held.Values.Length; i++) sum += importance[i % held.Columns] * Math.Pow(held.Values[i] - values.Values[i], 2);
            return sum;
        }
    }

    private static Matrix Values()
    {
        var random = new RandomSource(3);
        var values = new Matrix(5, 512);
        foreach (ref float x in values.Values) x = (float)(random.NextGaussian() * 0.05);
        return values;
    }
}
