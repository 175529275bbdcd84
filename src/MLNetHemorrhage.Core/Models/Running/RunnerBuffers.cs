using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Running;

/// <summary>The working memory of a runner: grows to the largest batch seen and is used again for the next.</summary>
internal sealed class RunnerBuffers(DecoderSpec spec)
{
    private Matrix _hidden = new(0, spec.HiddenSize);
    private Matrix _normed = new(0, spec.HiddenSize);
    private Matrix _projected = new(0, (spec.HeadCount + 2 * spec.KeyValueHeadCount) * spec.HeadSize);
    private Matrix _mixed = new(0, spec.HeadCount * spec.HeadSize);
    private Matrix _gated = new(0, 2 * spec.FeedForwardSize);

    /// <summary>The residual stream [tokens, hidden].</summary>
    public MatrixView Hidden(int tokens) => Rows(ref _hidden, tokens);

    /// <summary>The output of a norm [tokens, hidden].</summary>
    public MatrixView Normed(int tokens) => Rows(ref _normed, tokens);

    /// <summary>Queries, keys and values side by side.</summary>
    public MatrixView Projected(int tokens) => Rows(ref _projected, tokens);

    /// <summary>The output of attention [tokens, heads · head size].</summary>
    public MatrixView Mixed(int tokens) => Rows(ref _mixed, tokens);

    /// <summary>Gate and up side by side.</summary>
    public MatrixView Gated(int tokens) => Rows(ref _gated, tokens);

    private static MatrixView Rows(ref Matrix matrix, int rows)
    {
        if (matrix.Rows < rows) matrix = new Matrix(rows, matrix.Columns);
        return matrix.View.RowRange(0, rows);
    }
}
