namespace MLNetHemorrhage.Numerics;

/// <summary>Rows of whole numbers, -127 to 127, each with a scale: rounded inputs as products with integers read them. The memory is used again.</summary>
internal sealed class TokenLevels
{
    private sbyte[] _levels = [];
    private float[] _scales = [];

    public int Rows { get; private set; }

    public int Columns { get; private set; }

    /// <summary>Makes room; what was held is lost.</summary>
    public void Resize(int rows, int columns)
    {
        (Rows, Columns) = (rows, columns);
        if (_levels.Length < rows * columns) _levels = new sbyte[rows * columns];
        if (_scales.Length < rows) _scales = new float[rows];
    }

    public Span<sbyte> Row(int row) => _levels.AsSpan(row * Columns, Columns);

    /// <summary>What the levels of a row are multiplied by; NaN makes all its products NaN.</summary>
    public ref float Scale(int row) => ref _scales[row];
}
