using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>The inputs of every so many-th of the calibration tokens, from the first on.</summary>
internal sealed class SpacedSample(int columns, long tokens, int about) : InputStatistic
{
    private readonly long _step = Math.Max(1, tokens / about);
    private long _seen;

    /// <summary>The inputs [tokens, columns]; to be read once all tokens have been seen.</summary>
    public Matrix Inputs { get; } = new((int)((tokens + Math.Max(1, tokens / about) - 1) / Math.Max(1, tokens / about)), columns);

    public override void Add(MatrixView inputs, WorkerPool pool)
    {
        for (int t = 0; t < inputs.Rows; t++, _seen++)
            if (_seen % _step == 0) inputs.Row(t).CopyTo(Inputs.Row((int)(_seen / _step)));
    }
}
