using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Models.Training;

[TestClass]
public sealed class GradientRunnerTests
{
    /// <summary>Every tensor, along its own gradient and along a random direction, against central differences of the loss.</summary>
    [TestMethod]
    [DataRow(false, 2, RotaryLayout.Halves)]
    [DataRow(true, 2, RotaryLayout.Halves)]
    [DataRow(true, 4, RotaryLayout.Pairs)]
    [DataRow(false, 1, RotaryLayout.Pairs)]
    public void Gradients_of_every_weight_are_the_slopes_of_the_loss(bool tied, int keyHeads, RotaryLayout layout)
    {
        var spec = RandomDecoder.Spec(tied, keyHeads, layout);
        var parameters = RandomDecoder.Parameters(spec);
        var batch = RandomDecoder.Batch(spec, 19, 7);
        var gradients = new DecoderGradients(spec);
        new GradientRunner(parameters, WorkerPool.Shared).Accumulate(batch, gradients);
        var random = new RandomSource(5);
        foreach (var tensor in parameters.Tensors)
        {
            var gradient = gradients[tensor.Name].ToArray();
            AssertSlope(parameters, batch, tensor.Name, gradient, gradient);
            AssertSlope(parameters, batch, tensor.Name, gradient, [.. gradient.Select(_ => (float)random.NextGaussian())]);
        }
    }

    [TestMethod]
    public void Loss_is_the_mean_of_what_scoring_gives()
    {
        var spec = RandomDecoder.Spec();
        var parameters = RandomDecoder.Parameters(spec);
        var batch = RandomDecoder.Batch(spec, 150, 1, 33);
        double loss = new GradientRunner(parameters, WorkerPool.Shared).Accumulate(batch, new(spec));
        var expected = new DecoderRunner(parameters.ToModel(), WorkerPool.Shared).NegativeLogLikelihood(batch);
        Assert.AreEqual(expected.Average(x => (double)x), loss, 1e-5);
    }

    [TestMethod]
    public void Gradient_of_a_batch_is_the_weighted_mean_of_its_sequences()
    {
        var spec = RandomDecoder.Spec();
        var runner = new GradientRunner(RandomDecoder.Parameters(spec), WorkerPool.Shared);
        var both = RandomDecoder.Batch(spec, 140, 30);
        DecoderGradients whole = new(spec), first = new(spec), second = new(spec);
        double loss = runner.Accumulate(both, whole);
        double firstLoss = runner.Accumulate(new([both.Ids[..140]]), first), secondLoss = runner.Accumulate(new([both.Ids[140..]]), second);
        Assert.AreEqual((139 * firstLoss + 29 * secondLoss) / 168, loss, 1e-6);
        for (int i = 0; i < whole.Values.Length; i++)
            Assert.AreEqual((139 * first.Values[i] + 29 * second.Values[i]) / 168, whole.Values[i], 2e-6);
    }

    [TestMethod]
    public void Gradients_accumulate()
    {
        var spec = RandomDecoder.Spec(tied: true);
        var runner = new GradientRunner(RandomDecoder.Parameters(spec), WorkerPool.Shared);
        var batch = RandomDecoder.Batch(spec, 12);
        DecoderGradients once = new(spec), twice = new(spec);
        runner.Accumulate(batch, once);
        runner.Accumulate(batch, twice);
        runner.Accumulate(batch, twice);
        for (int i = 0; i < once.Values.Length; i++) Assert.AreEqual(2 * once.Values[i], twice.Values[i], 1e-5);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(5)]
    public void Any_number_of_threads_gives_the_same_bits(int threads)
    {
        var spec = RandomDecoder.Spec(tied: true);
        var batch = RandomDecoder.Batch(spec, 160, 97, 3);
        using WorkerPool one = new(1), many = new(threads);
        DecoderGradients expected = new(spec), actual = new(spec);
        double expectedLoss = new GradientRunner(RandomDecoder.Parameters(spec), one).Accumulate(batch, expected);
        double actualLoss = new GradientRunner(RandomDecoder.Parameters(spec), many).Accumulate(batch, actual);
        Assert.AreEqual(expectedLoss, actualLoss);
        CollectionAssert.AreEqual(expected.Values.ToArray(), actual.Values.ToArray());
    }

    [TestMethod]
    public void A_batch_with_nothing_to_predict_is_refused()
    {
        var spec = RandomDecoder.Spec();
        var runner = new GradientRunner(RandomDecoder.Parameters(spec), WorkerPool.Shared);
        Assert.ThrowsExactly<ArgumentException>(() => runner.Accumulate(new([[1], [2]]), new(spec)));
    }

    private static void AssertSlope(DecoderParameters parameters, TokenBatch batch, string tensor, float[] gradient, float[] direction)
    {
        double norm = Math.Sqrt(direction.Sum(x => (double)x * x));
        double expected = 0;
        for (int i = 0; i < gradient.Length; i++) expected += gradient[i] * direction[i] / norm;
        // Fourth-order central difference: the error of the step is far below that of single precision.
        const double step = 0.005;
        double slope = (8 * (Loss(step) - Loss(-step)) - (Loss(2 * step) - Loss(-2 * step))) / (12 * step);
        Assert.AreEqual(expected, slope, 2e-4 + 2e-4 * Math.Abs(expected), tensor);

        double Loss(double length)
        {
            var moved = new DecoderParameters(parameters.Spec);
            parameters.Values.CopyTo(moved.Values);
            var values = moved[tensor];
            for (int i = 0; i < values.Length; i++) values[i] += (float)(length * direction[i] / norm);
            return new DecoderRunner(moved.ToModel(), WorkerPool.Shared).NegativeLogLikelihood(batch).Average(x => (double)x);
        }
    }
}
