using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Models.Training;

[TestClass]
public sealed class AdamWTests
{
    private static readonly TrainingOptions Options = new() { Steps = 100, WeightDecay = 0.2, ClipNorm = 3 };

    /// <summary>Ten updates against the algorithm as published, in double precision.</summary>
    [TestMethod]
    public void Updates_follow_the_published_algorithm()
    {
        var spec = RandomDecoder.Spec();
        var parameters = RandomDecoder.Parameters(spec);
        var gradients = new DecoderGradients(spec);
        var optimizer = new AdamW(parameters, Options, WorkerPool.Shared);
        double[] expected = [.. parameters.Values.ToArray()], m = new double[expected.Length], v = new double[expected.Length];
        bool[] decays = [.. parameters.Tensors.SelectMany(t => Enumerable.Repeat(t.IsMatrix, t.Count))];
        var random = new RandomSource(3);
        for (int step = 1; step <= 10; step++)
        {
            // The first updates are clipped, the last are not.
            foreach (ref float g in gradients.Values) g = (float)(random.NextGaussian() * (step < 8 ? 0.1 : 0.001));
            double norm = Math.Sqrt(gradients.Values.ToArray().Sum(g => (double)g * g)), clip = Math.Min(1, 3 / norm), rate = 0.01 * step;
            Assert.AreEqual(norm, optimizer.Update(parameters, gradients, rate), 1e-6 * norm);
            for (int i = 0; i < expected.Length; i++)
            {
                double g = gradients.Values[i] * clip;
                m[i] = 0.9 * m[i] + 0.1 * g;
                v[i] = 0.95 * v[i] + 0.05 * g * g;
                double mHat = m[i] / (1 - Math.Pow(0.9, step)), vHat = v[i] / (1 - Math.Pow(0.95, step));
                expected[i] -= rate * (mHat / (Math.Sqrt(vHat) + 1e-8) + (decays[i] ? 0.2 * expected[i] : 0));
            }
        }
        for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], parameters.Values[i], 2e-6);
    }

    [TestMethod]
    public void Learning_rate_rises_then_falls_to_zero()
    {
        var options = new TrainingOptions { Steps = 10, WarmUpSteps = 4, LearningRate = 1 };
        double[] expected = [0.25, 0.5, 0.75, 1, 1, 5 / 6.0, 4 / 6.0, 3 / 6.0, 2 / 6.0, 1 / 6.0];
        for (int step = 0; step < 10; step++) Assert.AreEqual(expected[step], options.LearningRateAt(step), 1e-12);
    }
}
