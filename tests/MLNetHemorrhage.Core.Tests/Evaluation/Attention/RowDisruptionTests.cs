using MLNetHemorrhage.Evaluation.Attention;
using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Evaluation.Attention;

[TestClass]
public sealed class RowDisruptionTests
{
    private const double Scale = 0.3;

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(16)]
    [DataRow(37)]
    [DataRow(200)]
    public void Rows_agree_with_the_definition(int keys)
    {
        var random = new RandomSource((ulong)keys);
        foreach (float spread in (float[])[0.1f, 1, 10, 100])
        {
            float[] p = Scores(keys, spread), q = Scores(keys, spread);
            double[] a = Softmax(p), b = Softmax(q);
            var row = Of(p, q);
            Assert.AreEqual(NaiveRows.JensenShannon(a, b), row.JensenShannon, 1e-14);
            Assert.AreEqual(NaiveRows.Entropy(a), row.Entropy, 1e-13);
            Assert.AreEqual(NaiveRows.Entropy(b) - NaiveRows.Entropy(a), row.EntropyChange, 1e-13);
            Assert.AreEqual(a[0], row.FirstTokenMass, 1e-14);
            Assert.AreEqual(b[0] - a[0], row.FirstTokenMassChange, 1e-14);
        }

        float[] Scores(int count, float spread) => [.. Enumerable.Range(0, count).Select(_ => spread * (float)random.NextGaussian())];
    }

    [TestMethod]
    public void Equal_rows_do_not_diverge_and_rows_apart_do_by_ln_2()
    {
        float[] p = [3, -1, 0.25f, 900, 7], q = [3, 5000, 0, 900, 7];
        Assert.AreEqual(0, Of(p, p).JensenShannon);
        Assert.AreEqual(0, Of(p, p).EntropyChange);
        Assert.AreEqual(Math.Log(2), Of(p, q).JensenShannon, 1e-15);
        Assert.IsLessThanOrEqualTo(Math.Log(2), Of(p, q).JensenShannon);
    }

    [TestMethod]
    public void A_small_divergence_keeps_its_digits()
    {
        // To second order it is Σ (q - p)² / p over 8, here of a step of 2^-16 in one score of four.
        float step = 1 / 65536f;
        double expected = Scale * step * (Scale * step) * (0.25 * 0.75) / 8;
        Assert.AreEqual(1, Of([1, 1, 1, 1], [1, 1 + step, 1, 1]).JensenShannon / expected, 1e-4);
    }

    [TestMethod]
    public void A_row_without_numbers_stays_one() => Assert.IsTrue(double.IsNaN(Of([1, float.NaN], [1, 2]).EntropyChange));

    private static RowDisruption Of(float[] p, float[] q) => RowDisruption.Of(p, q, Scale, new double[2 * CausalSoftmax.PaddedLength(p.Length)]);

    private static double[] Softmax(float[] scores)
    {
        double maximum = scores.Max(), sum = scores.Sum(s => Math.Exp(Scale * (s - maximum)));
        return [.. scores.Select(s => Math.Exp(Scale * (s - maximum)) / sum)];
    }
}
