using System.Buffers;
using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation;

/// <summary>One model's -ln p of every scored token, with the same bits as in a comparison with another model.</summary>
internal static class TokenNll
{
    // Logits exist for so many tokens at a time.
    private const int TileRows = 64;

    /// <summary>Told the final hidden states of a batch's scored rows, in order, with its windows.</summary>
    public delegate void HiddenReader(MatrixView hidden, ReadOnlyMemory<ScoredWindow> windows);

    /// <summary>Scores a text.</summary>
    public static double[] Measure(LanguageModel model, ScoredText text, EvaluationOptions options, HiddenReader? onHidden = null)
    {
        WindowBatches.RequireReadable(model, text);
        var runner = new DecoderRunner(model.Decoder, options.Pool);
        var logits = Tile(model);
        var nll = new double[text.Tokens];
        int done = 0;
        WindowBatches.Run(text, options, (batch, windows, _) =>
        {
            var hidden = runner.BufferedFinalHidden(batch);
            ScoredRows.Keep(hidden, batch, windows.Span);
            int[] targets = ScoredRows.Targets(windows.Span);
            Score(runner, hidden, targets, logits, nll, done);
            onHidden?.Invoke(hidden, windows);
            GC.KeepAlive(runner);
            RequireNumbers(nll, done, targets.Length, model, text);
            done += targets.Length;
        });
        return nll;
    }

    /// <summary>Memory for <see cref="Score"/>.</summary>
    public static Matrix Tile(LanguageModel model) => new(TileRows, model.Decoder.Spec.VocabularySize);

    /// <summary>nll from <paramref name="start"/> on := -ln p of the targets, each predicted by the same row of final hidden states.</summary>
    public static void Score(DecoderRunner runner, MatrixView hidden, int[] targets, Matrix tile, double[] nll, int start)
    {
        for (int first = 0; first < targets.Length; first += TileRows)
        {
            int rows = Math.Min(TileRows, targets.Length - first), target = first;
            runner.Logits(hidden.RowRange(first, rows), tile.View.RowRange(0, rows));
            RowTasks.For(runner.Pool, rows, tile.Columns, (from, to) =>
            {
                for (int r = from; r < to; r++) nll[start + target + r] = Row(tile.Row(r), targets[target + r]);
            });
        }
    }

    /// <summary>Refuses NaN in a range of tokens.</summary>
    public static void RequireNumbers(double[] nll, int first, int count, LanguageModel model, ScoredText text)
    {
        int bad = Array.FindIndex(nll, first, count, double.IsNaN);
        if (bad < 0) return;
        throw new HemorrhageException(
            $"{model.Name}: expected log-likelihoods, found NaN in window {text.WindowOf(bad)} of the text; the weights are damaged or too large for single precision.");
    }

    private static double Row(ReadOnlySpan<float> logits, int target)
    {
        int padded = SoftmaxRow.PaddedLength(logits.Length);
        var memory = ArrayPool<double>.Shared.Rent(padded);
        double nll = -(logits[target] - SoftmaxRow.Of(logits, memory.AsSpan(0, padded)).LogSumExp);
        ArrayPool<double>.Shared.Return(memory);
        return nll;
    }
}
