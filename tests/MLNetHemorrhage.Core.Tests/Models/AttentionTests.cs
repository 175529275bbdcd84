using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Models;

[TestClass]
public sealed class AttentionTests
{
    [TestMethod]
    [DataRow(4, 2, 1, 40)]
    [DataRow(8, 4, 2, 33)]
    [DataRow(48, 6, 6, 130)]
    [DataRow(64, 2, 1, 600)]
    [DataRow(256, 1, 1, 70)]
    public void Is_the_definition(int headSize, int heads, int sharedHeads, int tokens)
    {
        var spec = Spec(headSize, heads, sharedHeads);
        var (q, k, v) = Inputs(spec, tokens + 5);
        var output = Forward(q, k, v, spec, WorkerPool.Shared, 5, tokens);
        for (int t = 0; t < tokens; t += 7)
        {
            for (int h = 0; h < heads; h++)
            {
                var expected = ByDefinition(q, k, v, spec, 5, t, h);
                for (int i = 0; i < headSize; i++) Assert.AreEqual(expected[i], output[5 + t, h * headSize + i], 2e-6, $"token {t}, head {h}, element {i}");
            }
        }
    }

    [TestMethod]
    [DataRow(8, 4, 2)]
    [DataRow(48, 2, 2)]
    public void Has_the_same_bits_in_any_batch_on_any_threads_and_from_a_memory(int headSize, int heads, int sharedHeads)
    {
        const int Tokens = 1100; // three slices of keys
        var spec = Spec(headSize, heads, sharedHeads);
        var (q, k, v) = Inputs(spec, Tokens);
        using var one = new WorkerPool(1);
        using var three = new WorkerPool(3);
        var whole = Forward(q, k, v, spec, one, Tokens);
        SameBits(whole, Forward(q, k, v, spec, three, Tokens));

        var begin = Forward(q, k, v, spec, three, 700);
        for (int t = 0; t < 700; t++) Assert.IsTrue(whole.Row(t).SequenceEqual(begin.Row(t)), $"token {t} of a shorter sequence");

        HeadMemory[] memories = [.. Enumerable.Range(0, sharedHeads).Select(_ => new HeadMemory(headSize))];
        var scratch = new AttentionScratch(headSize);
        var output = new Matrix(Tokens, q.Columns);
        int[] lengths = [1, 1, 37, 500, 1, 90, 470];
        for (int i = 0, first = 0; i < lengths.Length; first += lengths[i++])
        {
            Attention.Continue(
                q.View.RowRange(first, lengths[i]), k.View.RowRange(first, lengths[i]), v.View.RowRange(first, lengths[i]), memories, BlockShape.Of(spec),
                output.View.RowRange(first, lengths[i]), three, scratch);
        }
        SameBits(whole, output);
    }

    [TestMethod]
    public void Infinity_of_one_sequence_does_not_reach_the_next_through_the_scratch()
    {
        var spec = Spec(8, 1, 1);
        var (q, k, v) = Inputs(spec, 40);
        var scratch = new AttentionScratch(8);
        var output = new Matrix(40, 8);
        var batch = new TokenBatch([new int[40]]);
        v.Row(39)[0] = float.PositiveInfinity;
        Attention.Forward(q.View, k.View, v.View, batch, BlockShape.Of(spec), output.View, WorkerPool.Shared, scratch);
        Attention.Forward(q.View, k.View, v.View, new TokenBatch([new int[33]]), BlockShape.Of(spec), output.View, WorkerPool.Shared, scratch);
        for (int t = 0; t < 33; t++) Assert.IsTrue(float.IsFinite(output[t, 0]), $"token {t}");
        GC.KeepAlive((q, k, v));
    }

    private static double[] ByDefinition(Matrix q, Matrix k, Matrix v, DecoderSpec spec, int start, int token, int head)
    {
        int size = spec.HeadSize, shared = head * spec.KeyValueHeadCount / spec.HeadCount;
        var weights = new double[token + 1];
        for (int j = 0; j <= token; j++)
        {
            for (int i = 0; i < size; i++) weights[j] += (double)q[start + token, head * size + i] * k[start + j, shared * size + i];
            weights[j] = Math.Exp(weights[j] / Math.Sqrt(size));
        }
        double sum = weights.Sum();
        return [.. Enumerable.Range(0, size).Select(i => Enumerable.Range(0, token + 1).Sum(j => weights[j] / sum * v[start + j, shared * size + i]))];
    }

    private static Matrix Forward(Matrix q, Matrix k, Matrix v, DecoderSpec spec, WorkerPool pool, params int[] lengths)
    {
        var output = new Matrix(q.Rows, q.Columns);
        var batch = new TokenBatch([.. lengths.Select(n => new int[n])]);
        int tokens = batch.TokenCount;
        Attention.Forward(
            q.View.RowRange(0, tokens), k.View.RowRange(0, tokens), v.View.RowRange(0, tokens), batch, BlockShape.Of(spec), output.View.RowRange(0, tokens), pool);
        GC.KeepAlive((q, k, v));
        return output;
    }

    private static void SameBits(Matrix expected, Matrix actual)
    {
        for (int t = 0; t < expected.Rows; t++) Assert.IsTrue(expected.Row(t).SequenceEqual(actual.Row(t)), $"token {t}");
    }

    private static (Matrix Q, Matrix K, Matrix V) Inputs(DecoderSpec spec, int tokens)
    {
        var random = new RandomSource(3);
        return (Gaussian(spec.HeadCount), Gaussian(spec.KeyValueHeadCount), Gaussian(spec.KeyValueHeadCount));

        Matrix Gaussian(int heads)
        {
            var matrix = new Matrix(tokens, heads * spec.HeadSize);
            foreach (ref float value in matrix.Values) value = (float)random.NextGaussian();
            return matrix;
        }
    }

    private static DecoderSpec Spec(int headSize, int heads, int sharedHeads) => new()
    {
        VocabularySize = 1, HiddenSize = 1, FeedForwardSize = 1, BlockCount = 0, HeadCount = heads, KeyValueHeadCount = sharedHeads, HeadSize = headSize,
        ContextLength = 4096,
    };
}
