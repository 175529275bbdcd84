using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>A tensor to be written, given row by row so that no copy of a whole matrix is made.</summary>
internal sealed record TensorSource(string Name, long[] Shape, TensorSource.RowReader ReadRow)
{
    public delegate void RowReader(int row, Span<float> destination);

    public int Rows => Shape.Length < 2 ? 1 : checked((int)Shape[0]);

    public int Columns => checked((int)Shape[^1]);

    public static TensorSource Of(string name, float[] values) => new(name, [values.Length], (_, row) => values.CopyTo(row));

    public static TensorSource Of(string name, WeightMatrix weights) => new(name, [weights.Rows, weights.Columns], weights.CopyRow);

    /// <summary>Writes the values, narrowed to the type.</summary>
    /// <exception cref="HemorrhageException">A value is beyond the range of the type.</exception>
    public void WriteTo(Stream stream, string file, ElementType type)
    {
        float[] row = new float[Columns], stored = new float[Columns];
        var bytes = new byte[Columns * type.Size()];
        for (int r = 0; r < Rows; r++)
        {
            ReadRow(r, row);
            FloatConversion.FromSingle(type, row, bytes);
            FloatConversion.ToSingle(type, bytes, stored);
            int bad = Array.FindIndex(stored, v => !float.IsFinite(v));
            if (bad >= 0)
                throw CheckpointError.Tensor(file, Name, $"values that {type.Name()} can hold", $"{CheckpointError.Number(row[bad])} at element {(long)r * Columns + bad}");
            stream.Write(bytes);
        }
    }
}
