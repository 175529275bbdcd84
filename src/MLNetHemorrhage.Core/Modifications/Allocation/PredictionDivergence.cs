using System.Globalization;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Allocation;

/// <summary>How far changed blocks move the predictions of a model on the first windows of a calibration text.</summary>
internal sealed class PredictionDivergence
{
    // Enough for layers to be told apart: the divergence is paired, token by token.
    private const int MostTokens = 2048;

    // Logits exist for so many tokens at a time.
    private const int TileRows = 64;

    private readonly Modification _step;
    private readonly DecoderRunner _runner;
    private readonly Matrix _reference;
    private readonly Matrix _referenceLogits;
    private readonly Matrix _logits;

    public PredictionDivergence(Modification step, DecoderRunner runner, CalibrationSet calibration)
    {
        (_step, _runner) = (step, runner);
        Tokens = FirstWindows(calibration);
        _reference = runner.FinalHidden(Tokens);
        _referenceLogits = new(TileRows, runner.Model.Spec.VocabularySize);
        _logits = new(TileRows, runner.Model.Spec.VocabularySize);
    }

    /// <summary>The tokens that are predicted from: whole windows.</summary>
    public TokenBatch Tokens { get; }

    /// <summary>Mean KL divergence in nats per token of a model with these blocks.</summary>
    public double Of(IEnumerable<DecoderBlock> blocks) => Of(blocks, _runner.Embed(Tokens));

    /// <summary>The same of its last blocks, given what the first of them reads [tokens, hidden], which is not the same afterwards.</summary>
    public double Of(IEnumerable<DecoderBlock> blocks, Matrix hidden)
    {
        foreach (var block in blocks) _runner.RunBlock(block, Tokens, hidden);
        return Of(hidden);
    }

    // Given the output of the last block [tokens, hidden], which is not the same afterwards.
    private double Of(Matrix lastOutput)
    {
        _runner.FinalNorm(lastOutput);
        var divergences = new double[lastOutput.Rows];
        for (int first = 0; first < divergences.Length; first += TileRows)
        {
            int rows = Math.Min(TileRows, divergences.Length - first), start = first;
            _runner.Logits(_reference.View.RowRange(first, rows), _referenceLogits.View.RowRange(0, rows));
            _runner.Logits(lastOutput.View.RowRange(first, rows), _logits.View.RowRange(0, rows));
            RowTasks.For(_runner.Pool, rows, _logits.Columns, (from, to) =>
            {
                for (int r = from; r < to; r++) divergences[start + r] = RowDivergence.Of(_referenceLogits.Row(r), _logits.Row(r), target: 0).KlDivergence;
            });
        }
        GC.KeepAlive(_reference);
        GC.KeepAlive(lastOutput);
        double mean = divergences.Sum() / divergences.Length;
        if (!double.IsFinite(mean))
            throw new HemorrhageException(string.Create(CultureInfo.InvariantCulture,
                $"{_step}: expected finite predictions on the calibration text, found {mean}; the weights are damaged or too large for single precision"));
        // Logarithms of the platform may differ in their last bits; shares of layers must not.
        return (float)mean;
    }

    private static TokenBatch FirstWindows(CalibrationSet calibration)
    {
        int tokens = 0;
        return new([.. calibration.Windows.TakeWhile((window, i) => (tokens += window.Length) <= MostTokens || i == 0)]);
    }
}
