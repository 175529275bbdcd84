using MLNetHemorrhage.Decoding;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Decoding;

[TestClass]
public sealed class SamplerTests
{
    [TestMethod]
    public void Greedy_takes_the_lowest_of_equal_ids() => Assert.AreEqual(2, new GreedySampler().Choose([-1, 0, 3, 3, 2]));

    [TestMethod]
    [DataRow(0.5)]
    [DataRow(1.0)]
    [DataRow(3.0)]
    public void Frequencies_are_the_softmax_of_the_scaled_logits(double temperature)
    {
        const int Draws = 40000;
        float[] logits = [1.5f, -2, 0.25f, float.NegativeInfinity, 1, -0.5f];
        var sampler = new TemperatureSampler(temperature, new RandomSource(17));
        var counts = new int[logits.Length];
        for (int i = 0; i < Draws; i++) counts[sampler.Choose(logits)]++;

        double sum = logits.Sum(x => Math.Exp(x / temperature));
        for (int i = 0; i < logits.Length; i++)
        {
            double p = Math.Exp(logits[i] / temperature) / sum;
            Assert.AreEqual(p, (double)counts[i] / Draws, 4 * Math.Sqrt(p * (1 - p) / Draws), $"token {i}");
        }
    }

    [TestMethod]
    public void A_temperature_near_zero_is_greedy()
    {
        var random = new RandomSource(4);
        var sampler = new TemperatureSampler(1e-9, new RandomSource(5));
        for (int i = 0; i < 100; i++)
        {
            var logits = new float[50];
            foreach (ref float logit in logits.AsSpan()) logit = (float)random.NextGaussian();
            Assert.AreEqual(new GreedySampler().Choose(logits), sampler.Choose(logits));
        }
    }
}
