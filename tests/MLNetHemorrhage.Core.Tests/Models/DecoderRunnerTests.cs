using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Models.Training;

namespace MLNetHemorrhage.Tests.Models;

[TestClass]
public sealed class DecoderRunnerTests
{
    private static readonly DecoderSpec Spec = RandomDecoder.Spec() with { VocabularySize = 1500, ContextLength = 700 };
    private static readonly DecoderModel Model = RandomDecoder.Parameters(Spec).ToModel();

    [TestMethod]
    public void Likelihood_is_the_log_softmax_of_the_logits()
    {
        var batch = RandomDecoder.Batch(Spec, 30, 1, 65);
        var logits = Run.Logits(Model, batch, WorkerPool.Shared);
        var nll = new DecoderRunner(Model, WorkerPool.Shared).NegativeLogLikelihood(batch);
        Assert.HasCount(30 + 65 - 2, nll);
        int next = 0;
        for (int s = 0; s < batch.Count; s++)
        {
            for (int t = batch.Starts[s]; t < batch.Starts[s + 1] - 1; t++)
            {
                double sum = 0;
                foreach (float logit in logits.Row(t)) sum += Math.Exp(logit);
                Assert.AreEqual(Math.Log(sum) - logits[t, batch.Ids[t + 1]], nll[next++], 2e-6, $"token {t}");
            }
        }
    }

    [TestMethod]
    public void Results_have_the_same_bits_whatever_the_batch_and_the_threads()
    {
        var batch = RandomDecoder.Batch(Spec, 3, 650, 41, 300);
        using var one = new WorkerPool(1);
        using var three = new WorkerPool(3);
        var runner = new DecoderRunner(Model, one);
        var together = runner.NegativeLogLikelihood(batch);
        CollectionAssert.AreEqual(together, new DecoderRunner(Model, three).NegativeLogLikelihood(batch));

        var alone = new List<float>();
        for (int s = 0; s < batch.Count; s++) alone.AddRange(runner.NegativeLogLikelihood(new([batch.Ids[batch.Starts[s]..batch.Starts[s + 1]]])));
        CollectionAssert.AreEqual(together, alone);
    }

    [TestMethod]
    public void Weights_packed_in_every_call_give_the_same_bits()
    {
        var batch = RandomDecoder.Batch(Spec, 300, 41);
        var kept = new DecoderRunner(Model, WorkerPool.Shared, keepPacked: true);
        var repacked = new DecoderRunner(Model, WorkerPool.Shared, keepPacked: false);
        for (int i = 0; i < 2; i++) CollectionAssert.AreEqual(kept.NegativeLogLikelihood(batch), repacked.NegativeLogLikelihood(batch));
    }

    [TestMethod]
    public void Blocks_run_one_by_one_give_the_final_hidden_states()
    {
        var batch = RandomDecoder.Batch(Spec, 20, 9);
        var runner = new DecoderRunner(Model, WorkerPool.Shared);
        var expected = runner.FinalHidden(batch);
        var hidden = runner.Embed(batch);
        var seen = new List<LinearRole>();
        foreach (var block in Model.Blocks) runner.RunBlock(block, batch, hidden, new Recorder(seen, Spec));
        MLNetHemorrhage.Models.Layers.RmsNorm.Forward(hidden.View, Model.FinalNorm, Spec.NormEpsilon, hidden.View, WorkerPool.Shared);
        Assert.IsTrue(expected.Values.SequenceEqual(hidden.Values));
        CollectionAssert.AreEqual(Enumerable.Repeat(DecoderBlock.Roles, Spec.BlockCount).SelectMany(r => r).ToArray(), seen);
    }

    [TestMethod]
    public void A_model_with_one_changed_block_shares_the_packed_weights_of_the_others()
    {
        var changed = Model.Blocks[1].With(new Dictionary<LinearRole, MLNetHemorrhage.Models.Weights.WeightMatrix> { [LinearRole.Up] = Model.Blocks[0][LinearRole.Up] });
        var other = Model.WithBlocks([Model.Blocks[0], changed]);
        Assert.AreSame(Model.Blocks[0].Packed, other.Blocks[0].Packed);
        Assert.AreSame(Model.OutputHead, other.OutputHead);
        var batch = RandomDecoder.Batch(Spec, 10);
        CollectionAssert.AreNotEqual(
            new DecoderRunner(Model, WorkerPool.Shared).NegativeLogLikelihood(batch), new DecoderRunner(other, WorkerPool.Shared).NegativeLogLikelihood(batch));
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(1500)]
    public void An_id_outside_the_vocabulary_is_an_error(int id)
    {
        var error = Assert.ThrowsExactly<HemorrhageException>(() => new DecoderRunner(Model, WorkerPool.Shared).NegativeLogLikelihood(new([[1, 2], [3, id]])));
        Assert.AreEqual($"Sequence 1, token 1: expected an id from 0 to 1499, found {id}.", error.Message);
    }

    [TestMethod]
    public void A_sequence_longer_than_the_context_is_an_error()
    {
        var error = Assert.ThrowsExactly<HemorrhageException>(() => new DecoderRunner(Model, WorkerPool.Shared).FinalHidden(new([new int[701]])));
        Assert.AreEqual("Sequence 0: expected at most 700 tokens (the context length), found 701.", error.Message);
    }

    private sealed class Recorder(List<LinearRole> seen, DecoderSpec spec) : ILinearInputObserver
    {
        public void Observe(ReadOnlySpan<LinearRole> roles, MatrixView input)
        {
            foreach (var role in roles)
            {
                Assert.AreEqual(spec.Shape(role).Columns, input.Columns);
                seen.Add(role);
            }
        }
    }
}
