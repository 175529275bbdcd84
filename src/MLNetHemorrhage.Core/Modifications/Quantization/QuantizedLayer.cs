using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>The grids and levels of a matrix [rows, columns] while a method chooses them.</summary>
internal sealed class QuantizedLayer(int rows, GridShape shape, bool symmetric, ScaleFormat scales)
{
    private readonly float[] _scales = new float[shape.Grids(rows)];
    private readonly byte[] _zeroLevels = new byte[shape.Grids(rows)];
    private readonly byte[] _levels = new byte[checked(rows * shape.Columns)];

    public GridShape Shape => shape;

    /// <summary>The levels of a row.</summary>
    public Span<byte> Levels(int row) => _levels.AsSpan(row * shape.Columns, shape.Columns);

    /// <summary>The grid of a group of a row.</summary>
    public UniformGrid this[int row, int group]
    {
        get => new(_scales[shape.FirstGrid(row) + group], _zeroLevels[shape.FirstGrid(row) + group], shape.LastLevel);
        set => (_scales[shape.FirstGrid(row) + group], _zeroLevels[shape.FirstGrid(row) + group]) = (value.Scale, value.ZeroLevel);
    }

    /// <summary>Puts the weights of a row on its grids.</summary>
    public void Round(int row, ReadOnlySpan<float> weights)
    {
        for (int g = 0; g < shape.Groups; g++)
        {
            var (start, end) = shape.Range(g);
            this[row, g].Round(weights[start..end], Levels(row)[start..end]);
        }
    }

    /// <summary>The matrix.</summary>
    public QuantizedWeights Pack() => new(new QuantizedValues(shape, _scales, symmetric ? null : _zeroLevels, _levels) { ScaleType = scales.Type() });
}
