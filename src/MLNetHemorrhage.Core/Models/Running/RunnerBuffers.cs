using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Running;

/// <summary>The working memory of a runner: grows to the largest block and batch seen and is used again for the next.</summary>
internal sealed class RunnerBuffers
{
    private Matrix _hidden = new(0, 0), _residual = new(0, 0), _normed = new(0, 0), _projected = new(0, 0), _mixed = new(0, 0), _gated = new(0, 0), _rounded = new(0, 0);

    /// <summary>The residual stream.</summary>
    public MatrixView Hidden(int tokens, int width) => View(ref _hidden, tokens, width);

    /// <summary>The residual stream behind a shortcut.</summary>
    public MatrixView Residual(int tokens, int width) => View(ref _residual, tokens, width);

    /// <summary>The output of a norm.</summary>
    public MatrixView Normed(int tokens, int width) => View(ref _normed, tokens, width);

    /// <summary>Queries, keys and values side by side.</summary>
    public MatrixView Projected(int tokens, int width) => View(ref _projected, tokens, width);

    /// <summary>The output of attention [tokens, heads · head size].</summary>
    public MatrixView Mixed(int tokens, int width) => View(ref _mixed, tokens, width);

    /// <summary>Gate and up side by side.</summary>
    public MatrixView Gated(int tokens, int width) => View(ref _gated, tokens, width);

    /// <summary>The input of a group of layers, rounded.</summary>
    public MatrixView Rounded(int tokens, int width) => View(ref _rounded, tokens, width);

    private static unsafe MatrixView View(ref Matrix matrix, int rows, int columns)
    {
        if (matrix.Values.Length < rows * columns) matrix = new Matrix(rows, columns);
        return new(matrix.View.Pointer, rows, columns, columns);
    }
}
