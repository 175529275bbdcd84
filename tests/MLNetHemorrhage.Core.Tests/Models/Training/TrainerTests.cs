using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Models.Training;

[TestClass]
public sealed class TrainerTests
{
    private static readonly DecoderSpec Spec = RandomDecoder.Spec(tied: true);
    private static readonly TrainingOptions Options = new() { Steps = 60, WarmUpSteps = 5, BatchTokens = 100, LearningRate = 0.01 };

    /// <summary>Documents that repeat three ids: everything after the third can be known.</summary>
    private static readonly int[][] Documents =
        [.. Enumerable.Range(0, 30).Select(d => Enumerable.Range(0, 12).Select(t => 1 + (d * (t % 3 + 1)) % 30).ToArray())];

    [TestMethod]
    public void Training_learns_a_repeating_text()
    {
        var losses = new List<double>();
        using var trainer = Create(WorkerPool.Shared);
        trainer.Run(60, step => losses.Add(step.Loss));
        Assert.HasCount(60, losses);
        Assert.AreEqual(Math.Log(37), losses[0], 0.2);
        Assert.IsLessThan(losses[0] / 2, losses[^1]);
    }

    [TestMethod]
    public void A_resumed_training_ends_with_the_same_bits()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var whole = Create(WorkerPool.Shared);
            whole.Run(20);
            var first = Create(WorkerPool.Shared);
            first.Run(13);
            first.Save(path);
            var second = Create(WorkerPool.Shared);
            second.Resume(path);
            Assert.AreEqual(13, second.Steps);
            second.Run(20);
            Assert.AreEqual(whole.Parameters.Hash(), second.Parameters.Hash());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void One_thread_and_three_give_the_same_bits()
    {
        using WorkerPool one = new(1), three = new(3);
        var first = Create(one);
        var second = Create(three);
        first.Run(5);
        second.Run(5);
        Assert.AreEqual(first.Parameters.Hash(), second.Parameters.Hash());
    }

    [TestMethod]
    public void A_training_with_other_options_or_a_cut_file_is_refused()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Create(WorkerPool.Shared).Save(path);
            var other = new Trainer(DecoderParameters.Random(Spec, 1), Documents, Options with { Beta2 = 0.99 }, WorkerPool.Shared);
            Assert.Contains("0.95", Assert.ThrowsExactly<HemorrhageException>(() => other.Resume(path)).Message);
            using (var file = File.OpenWrite(path)) file.SetLength(file.Length - 1);
            Assert.Contains("bytes", Assert.ThrowsExactly<HemorrhageException>(() => Create(WorkerPool.Shared).Resume(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void Cancellation_stops_between_steps()
    {
        using var source = new CancellationTokenSource();
        var trainer = Create(WorkerPool.Shared);
        trainer.Run(60, step => { if (step.Step == 3) source.Cancel(); }, source.Token);
        Assert.AreEqual(3, trainer.Steps);
    }

    [TestMethod]
    public void Batches_take_the_documents_in_order_and_start_again()
    {
        int[][] documents = [.. Enumerable.Range(0, 5).Select(i => new[] { i, i, i, i, i }), [7]];
        var batches = DocumentBatches.Of(documents, context: 4, batchTokens: 15).Take(4).ToArray();
        int[][] expected = [[0, 1, 2], [3, 4, 0], [1, 2, 3], [4, 0, 1]];
        for (int b = 0; b < 4; b++) CollectionAssert.AreEqual(expected[b].SelectMany(i => Enumerable.Repeat(i, 4)).ToArray(), batches[b].Ids);
    }

    [TestMethod]
    public void Documents_without_anything_to_predict_are_refused() =>
        Assert.ThrowsExactly<ArgumentException>(() => DocumentBatches.Of([[1], []], context: 4, batchTokens: 15).First());

    private static Trainer Create(WorkerPool pool) => new(DecoderParameters.Random(Spec, 1), Documents, Options, pool);
}
