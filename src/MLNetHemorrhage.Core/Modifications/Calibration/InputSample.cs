using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>
/// Inputs of some calibration tokens, on which the error of a layer's outputs is measured: one of every stretch of the text, at places
/// that drift by the golden ratio, so that no place in a window counts for more than its share.
/// </summary>
/// <param name="columns">Inputs of the layer.</param>
/// <param name="most">Tokens that are kept.</param>
/// <param name="tokens">Tokens of the text; at least <paramref name="most"/>.</param>
internal sealed class InputSample(int columns, int most, long tokens) : InputStatistic
{
    /// <summary>Tokens that are kept where nothing else is said: their products cost little beside the passes of the whole text.</summary>
    public const int DefaultTokens = 256;

    private const double Golden = 0.6180339887498949;

    private readonly Matrix _inputs = new(most, columns);
    private long _seen;
    private int _kept;

    /// <summary>What was kept so far [tokens, columns].</summary>
    public MatrixView Inputs => _inputs.View.RowRange(0, _kept);

    public override void Add(MatrixView inputs, WorkerPool pool)
    {
        for (; _kept < most && Place(_kept) < _seen + inputs.Rows; _kept++) inputs.Row((int)(Place(_kept) - _seen)).CopyTo(_inputs.Row(_kept));
        _seen += inputs.Rows;
    }

    // Which token of the text is kept as number i.
    private long Place(int i)
    {
        long start = i * tokens / most, end = (i + 1) * tokens / most;
        return start + (long)(i * Golden % 1 * (end - start));
    }
}
