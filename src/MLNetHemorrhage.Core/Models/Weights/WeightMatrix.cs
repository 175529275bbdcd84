using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>
/// The weights of a linear layer y = W·x, [rows = outputs, columns = inputs], in whatever form they are held:
/// dense, sparse, quantized. Immutable.
/// </summary>
public abstract class WeightMatrix
{
    /// <summary>Creates the matrix.</summary>
    /// <param name="rows">Number of outputs.</param>
    /// <param name="columns">Number of inputs.</param>
    protected WeightMatrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        Rows = rows;
        Columns = columns;
    }

    /// <summary>Number of outputs.</summary>
    public int Rows { get; }

    /// <summary>Number of inputs.</summary>
    public int Columns { get; }

    /// <summary>Number of weights, zeros included.</summary>
    public long Count => (long)Rows * Columns;

    /// <summary>How the weights are held, in a few words: "f32", "bf16", "sparse f32", "int4 g32".</summary>
    public abstract string Format { get; }

    /// <summary>Exact size in bytes of everything needed to give the values back.</summary>
    public abstract long ByteSize { get; }

    /// <summary>Number of weights that are exactly zero.</summary>
    public abstract long ZeroCount { get; }

    /// <summary>Writes one row of values.</summary>
    /// <param name="row">Row index.</param>
    /// <param name="destination">At least <see cref="Columns"/> long.</param>
    public abstract void CopyRow(int row, Span<float> destination);

    /// <summary>All values.</summary>
    /// <returns>A new matrix [rows, columns].</returns>
    public Matrix ToMatrix()
    {
        var matrix = new Matrix(Rows, Columns);
        for (int r = 0; r < Rows; r++) CopyRow(r, matrix.Row(r));
        return matrix;
    }

    internal void CopyTo(MatrixView destination)
    {
        for (int r = 0; r < Rows; r++) CopyRow(r, destination.Row(r));
    }

    /// <summary>Counts the zeros among the values of all rows.</summary>
    private protected long CountZeros()
    {
        long zeros = 0;
        var row = new float[Columns];
        for (int r = 0; r < Rows; r++)
        {
            CopyRow(r, row);
            zeros += Zeros.Count(row);
        }
        return zeros;
    }

    internal PackedMatrix Pack(WorkerPool pool) => PackedMatrix.Pack(Rows, Columns, CopyRow, pool);
}
