using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>The inputs of the first calibration tokens, on which the error of a layer's outputs is measured.</summary>
internal sealed class InputSample(int columns, int most) : InputStatistic
{
    /// <summary>Tokens that are kept where nothing else is said: their products cost little beside the passes of the whole text.</summary>
    public const int DefaultTokens = 1024;

    private readonly Matrix _inputs = new(most, columns);

    /// <summary>How many tokens there are so far.</summary>
    public int Tokens { get; private set; }

    public override void Add(MatrixView inputs, WorkerPool pool)
    {
        int rows = Math.Min(inputs.Rows, most - Tokens);
        if (rows == 0) return;
        inputs.RowRange(0, rows).CopyTo(_inputs.View.RowRange(Tokens, rows));
        GC.KeepAlive(_inputs);
        Tokens += rows;
    }

    /// <summary>Σ‖W·x‖² over the tokens, token after token.</summary>
    public double OutputSquares(PackedMatrix weights, WorkerPool pool)
    {
        const int TileRows = 256;
        var tile = new Matrix(Math.Min(TileRows, Math.Max(1, Tokens)), weights.Rows);
        var squares = new double[Tokens];
        for (int first = 0; first < Tokens; first += TileRows)
        {
            int rows = Math.Min(TileRows, Tokens - first), start = first;
            var outputs = tile.View.RowRange(0, rows);
            Gemm.MultiplyTransposed(_inputs.View.RowRange(first, rows), weights, outputs, pool);
            pool.For(rows, r => squares[start + r] = Squares(outputs.Row(r)));
        }
        GC.KeepAlive(_inputs);
        GC.KeepAlive(tile);
        return squares.Sum();
    }

    private static double Squares(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values) sum += (double)value * value;
        return sum;
    }
}
