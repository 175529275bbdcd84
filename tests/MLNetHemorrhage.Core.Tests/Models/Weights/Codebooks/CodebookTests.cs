using MLNetHemorrhage.Models.Weights.Codebooks;

namespace MLNetHemorrhage.Tests.Models.Weights.Codebooks;

[TestClass]
public sealed class CodebookTests
{
    [TestMethod]
    public void Nf4_has_the_published_values()
    {
        double[] expected = [-1, -.6961928, -.5250731, -.3949175, -.2844414, -.1847734, -.0910500, 0, .0795803, .1609302, .2461123, .3379152, .4407098, .5626170, .7229568, 1];
        for (int i = 0; i < 16; i++) Assert.AreEqual(expected[i], Codebook.Nf4[i], 1e-7);
    }

    [TestMethod]
    public void The_others_have_a_sign_and_eight_magnitudes()
    {
        CollectionAssert.AreEqual(new[] { 0, 0.5f, 1, 1.5f, 2, 3, 4, 6 }, Enumerable.Range(0, 8).Select(i => Codebook.E2M1[i]).ToArray());
        double[] expected = [0, .0052083, .1667, .25, .3333, .5, .6667, 1];
        double[] found = [.. Enumerable.Range(0, 8).Select(i => (double)Codebook.Fp4[i]).Order()];
        for (int i = 0; i < 8; i++) Assert.AreEqual(expected[i], found[i], 1e-4);
        foreach (var book in (Codebook[])[Codebook.E2M1, Codebook.Fp4])
            for (int i = 0; i < 8; i++) Assert.AreEqual(-book[i], book[i + 8]);
    }

    [TestMethod]
    public void The_nearest_value_is_nearest_and_ties_go_to_even_codes()
    {
        foreach (var book in Codebook.All)
            for (float x = -1.2f * book.Largest; x <= 1.2f * book.Largest; x += 0.00137f * book.Largest)
                Assert.AreEqual(Enumerable.Range(0, 16).Min(i => Math.Abs(book[i] - x)), Math.Abs(book[book.Nearest(x)] - x), $"{book.Name}, {x}");
        (float, float)[] ties = [(0.25f, 0), (0.75f, 1), (1.25f, 1), (1.75f, 2), (2.5f, 2), (3.5f, 4), (5, 4), (-0.25f, 0), (-0.75f, -1), (-5, -4)];
        foreach (var (x, expected) in ties) Assert.AreEqual(expected, Codebook.E2M1[Codebook.E2M1.Nearest(x)], $"{x}");
    }

    [TestMethod]
    public void Zero_has_a_code_without_sign()
    {
        foreach (var book in Codebook.All)
        {
            Assert.AreEqual(0u, BitConverter.SingleToUInt32Bits(book[book.Zero]), book.Name);
            Assert.AreEqual(book.Zero, book.Nearest(-0f));
            Assert.AreEqual(book.Zero, book.Nearest(float.Epsilon));
        }
    }

    [TestMethod]
    public void Scales_that_are_powers_of_two_put_the_largest_into_the_highest_binade()
    {
        foreach (float largest in (float[])[1, 1.99f, 4, 6, 7.9f, 8, 0.3f, 1e-30f, 3e38f])
        {
            float scale = new PowerScales([PowerScales.CodeFor(largest)])[0];
            Assert.IsTrue(largest / scale is >= 4 and < 8, $"{largest} by {scale}");
        }
        Assert.AreEqual((float)Math.Pow(2, -127), new PowerScales([PowerScales.CodeFor(0)])[0]);
        Assert.IsTrue(float.IsNaN(new PowerScales([255])[0]));
    }

    [TestMethod]
    public void Eight_bit_floats_round_to_sixteenths_of_themselves_at_most()
    {
        // 448 is the largest; the least normal one is 2^-6.
        float[] scales = [448, 447, 1, 1.06f, 0.02f, 2e-3f, 0];
        var held = new Float8Scales(scales);
        for (int b = 0; b < scales.Length; b++) Assert.AreEqual(scales[b], held[b], Math.Max(scales[b] / 16, 1f / 1024), $"{scales[b]}");
        Assert.AreEqual(448f, held[0]);
        Assert.AreEqual(7 + 4, held.ByteSize);
    }

    [TestMethod]
    public void Scales_quantized_twice_stay_close_in_a_quarter_of_the_bytes()
    {
        var random = new MLNetHemorrhage.Numerics.RandomSource(3);
        float[] scales = [.. Enumerable.Range(0, 700).Select(_ => (float)(0.05 + 0.01 * random.NextDouble()))];
        var held = new DoubleQuantizedScales(scales);
        for (int b = 0; b < scales.Length; b++) Assert.AreEqual(scales[b], held[b], 0.005 * 0.008, $"{b}");
        Assert.AreEqual(700 + (3 + 1) * 4, held.ByteSize);
        Assert.AreEqual(256, Enumerable.Range(0, 256).Select(c => DynamicCode.Value((byte)c)).Distinct().Count());
    }
}
