using MLNetHemorrhage.Decoding;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Models;
using MLNetHemorrhage.Tests.Models.Training;

namespace MLNetHemorrhage.Tests.Decoding;

[TestClass]
public sealed class DecoderSessionTests
{
    private static readonly DecoderSpec Spec = RandomDecoder.Spec() with { VocabularySize = 700, ContextLength = 600 };
    private static readonly DecoderModel Model = RandomDecoder.Parameters(Spec).ToModel();

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(13, 1)]
    [DataRow(100, 3)]
    public void Gives_the_bits_of_the_whole_sequence_however_it_is_fed(int step, int threads)
    {
        var batch = RandomDecoder.Batch(Spec, 600);
        using var pool = new WorkerPool(threads);
        var expected = Run.Logits(Model, batch, WorkerPool.Shared);
        var session = new DecoderSession(Model, pool);
        for (int t = 0; t < 600; t += step)
        {
            int count = Math.Min(step, 600 - t);
            var logits = session.Feed(batch.Ids.AsSpan(t, count));
            Assert.IsTrue(logits.SequenceEqual(expected.Row(t + count - 1)), $"token {t + count - 1}");
        }
        Assert.AreEqual(600, session.Length);
    }

    [TestMethod]
    public void More_tokens_than_the_context_are_an_error_and_leave_the_sequence_as_it_was()
    {
        var session = new DecoderSession(Model, WorkerPool.Shared);
        session.Feed(new int[599]);
        var error = Assert.ThrowsExactly<HemorrhageException>(() => { session.Feed([1, 2]); });
        Assert.AreEqual("Expected at most 600 tokens (the context length), found 601.", error.Message);
        Assert.AreEqual(599, session.Length);
        session.Feed([1]);
    }
}
