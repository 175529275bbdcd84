using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>A tensor to be written, given row by row so that no copy of a whole matrix is made.</summary>
internal sealed record TensorSource(string Name, long[] Shape, TensorSource.RowReader ReadRow)
{
    public delegate void RowReader(int row, Span<float> destination);

    public int Rows => Shape.Length < 2 ? 1 : checked((int)Shape[0]);

    public int Columns => checked((int)Shape[^1]);

    public static TensorSource Of(string name, float[] values) => new(name, [values.Length], (_, row) => values.CopyTo(row));

    public static TensorSource Of(string name, WeightMatrix weights) => new(name, [weights.Rows, weights.Columns], weights.CopyRow);
}
