using MLNetHemorrhage.Models.Weights.Storage;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>
/// Weights on uniform grids: value = scale · (level - zero level), one scale in f32 or f16 for each group of consecutive inputs of a row,
/// or one for the whole matrix.
/// Levels are packed without gaps; where many weights are exactly zero only the other levels are held, beside a mask.
/// </summary>
public sealed class QuantizedWeights : WeightMatrix, IStoredWeights, IGridWeights, IScaledWeights, ICodedWeights
{
    internal const string StoredKind = "quantized";

    private readonly GroupScales _scales;
    private readonly PackedIntegers? _zeroLevels;
    private readonly MaskedIntegers _levels;

    /// <summary>Packs levels.</summary>
    internal QuantizedWeights(QuantizedValues values) : base(values.Rows, values.Shape.Columns)
    {
        Shape = values.Shape;
        _scales = new(values.ScaleType, values.Scales);
        _zeroLevels = values.ZeroLevels is { } zeros ? PackedIntegers.Pack<byte>(Bits, zeros) : null;
        var nonZero = new BitMask(Rows, Columns, values.MarkNonZero);
        ZeroCount = Count - nonZero.Count;
        _levels = new(Bits, Columns, values.Levels, nonZero);
    }

    private QuantizedWeights(int rows, GridShape shape, MaskedIntegers levels, PackedIntegers? zeroLevels, GroupScales scales) : base(rows, shape.Columns)
    {
        Shape = shape;
        _levels = levels;
        _zeroLevels = zeroLevels;
        _scales = scales;
        ZeroCount = CountZeroLevels();
    }

    /// <summary>Bits of a level, 2 to 8.</summary>
    public int Bits => Shape.Bits;

    /// <summary>Inputs that share a scale; 0 means the whole row. The last group of a row may be short.</summary>
    public int Group => Shape.Group;

    /// <summary>How scales are held: f32 or f16.</summary>
    public ElementType ScaleType => _scales.Type;

    /// <summary>Whether zero is the middle level of every grid; otherwise each group has a zero level of its own.</summary>
    public bool Symmetric => _zeroLevels is null;

    /// <inheritdoc/>
    public override string Format =>
        $"{(_levels.IsMasked ? "sparse " : "")}int{Bits}{(Group == 0 ? "" : $" g{Group}")}{(Shape.IsWhole ? " matrix" : "")}{(Symmetric ? "" : " asymmetric")}{(ScaleType == ElementType.Float32 ? "" : $" {ScaleType.Name()} scales")}";

    /// <summary>Bytes held: packed levels and zero levels in words of 8 bytes, 4 or 2 bytes per scale, and the mask where there is one.</summary>
    public override long ByteSize =>
        _levels.ByteSize + (_zeroLevels?.ByteSize ?? 0) + _scales.ByteSize;

    /// <inheritdoc/>
    public override long ZeroCount { get; }

    internal GridShape Shape { get; }

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> destination)
    {
        Span<byte> levels = new byte[Columns], zeros = new byte[Shape.Groups];
        Span<float> scales = new float[Shape.Groups];
        CopyLevels(row, levels, zeros);
        CopyScales(row, scales);
        for (int g = 0; g < Shape.Groups; g++)
        {
            var (start, end) = Shape.Range(g);
            for (int c = start; c < end; c++) destination[c] = scales[g] * (levels[c] - zeros[g]);
        }
    }

    QuantizedFormat ICodedWeights.CodeFormat
    {
        get
        {
            var format = new QuantizedFormat(Columns, Shape.Length, Symmetric && Bits <= QuantizedFormat.TableBits ? ScaleRule.Scaled : ScaleRule.Centered);
            if (Bits <= QuantizedFormat.TableBits) return format with { Table = QuantizedFormat.Distances(Symmetric ? Shape.MiddleLevel : 0) };
            return Symmetric ? format with { CommonShift = Shape.MiddleLevel } : format;
        }
    }

    void ICodedWeights.CopyCodes(int row, Span<byte> codes, Span<float> scales, Span<float> shifts)
    {
        Span<byte> zeros = new byte[Shape.Groups];
        CopyLevels(row, codes, zeros);
        CopyScales(row, scales);
        for (int g = 0; g < zeros.Length; g++) shifts[g] = zeros[g];
    }

    /// <summary>The scales of the groups of a row.</summary>
    internal void CopyScales(int row, Span<float> scales) => _scales.CopyTo(Shape.FirstGrid(row), scales[..Shape.Groups]);

    /// <summary>All scales, row after row.</summary>
    internal float[] Scales() => _scales.ToArray();

    float[] IScaledWeights.Scales() => Scales();

    /// <summary>The same grids with further weights at zero: those whose value in <paramref name="values"/> is.</summary>
    internal QuantizedWeights WithZeros(Matrix values)
    {
        var levels = new byte[Count];
        var zeros = new byte[Shape.Grids(Rows)];
        for (int r = 0; r < Rows; r++)
        {
            var row = levels.AsSpan(r * Columns, Columns);
            var rowZeros = zeros.AsSpan(Shape.FirstGrid(r), Shape.Groups);
            CopyLevels(r, row, rowZeros);
            for (int c = 0; c < Columns; c++)
                if (values.Row(r)[c] == 0) row[c] = rowZeros[Shape.GroupOf(c)];
        }
        return new(new(Shape, Scales(), Symmetric ? null : zeros, levels) { ScaleType = ScaleType });
    }

    WeightMatrix IGridWeights.WithZeros(Matrix values) => WithZeros(values);

    WeightMatrix? IGridWeights.Part(int[]? rows, int[]? columns) => columns is null || Group == 0 ? Part(rows, columns) : null;

    /// <summary>Some rows and columns on the same grids; null means all. Columns can be chosen where a row has one grid.</summary>
    internal QuantizedWeights Part(int[]? rows, int[]? columns)
    {
        if (columns is not null && Group != 0) throw new ArgumentException("Columns of a group share a grid.", nameof(columns));
        rows ??= [.. Enumerable.Range(0, Rows)];
        var shape = Shape with { Columns = columns?.Length ?? Columns };
        byte[] levels = new byte[rows.Length * shape.Columns], zeros = new byte[shape.Grids(rows.Length)], row = new byte[Columns];
        var scales = new float[zeros.Length];
        for (int r = 0; r < rows.Length; r++)
        {
            CopyLevels(rows[r], row, zeros.AsSpan(shape.FirstGrid(r), shape.Groups));
            CopyScales(rows[r], scales.AsSpan(shape.FirstGrid(r), shape.Groups));
            for (int c = 0; c < shape.Columns; c++) levels[r * shape.Columns + c] = row[columns is null ? c : columns[c]];
        }
        return new(new(shape, scales, Symmetric ? null : zeros, levels) { ScaleType = ScaleType });
    }

    /// <summary>Levels and grids as they were before they were packed.</summary>
    internal QuantizedValues Unpack()
    {
        byte[] levels = new byte[Count], zeros = new byte[Shape.Grids(Rows)];
        for (int r = 0; r < Rows; r++) CopyLevels(r, levels.AsSpan(r * Columns, Columns), zeros.AsSpan(Shape.FirstGrid(r), Shape.Groups));
        return new(Shape, Scales(), Symmetric ? null : zeros, levels) { ScaleType = ScaleType };
    }

    internal static QuantizedWeights Read(StoredReader reader)
    {
        var shape = new GridShape(reader.Columns, reader.Integer("bits", 1, 8), reader.Integer("group", 0, int.MaxValue), reader.Has("whole") && reader.Flag("whole"));
        if (shape is { IsWhole: true, Group: not 0 }) throw reader.Error("group 0 where all rows share one grid", $"{shape.Group}");
        bool symmetric = reader.Flag("symmetric");
        bool isMasked = reader.Flag("masked");
        var scaleType = reader.Has("scales") ? reader.Type("scales") : ElementType.Float32;
        long grids = shape.IsWhole ? 1 : (long)reader.Rows * shape.Groups;
        var levels = MaskedIntegers.Read(reader, shape.Bits, isMasked);
        var zeroLevels = symmetric ? null : PackedIntegers.FromWords(shape.Bits, reader.Array<ulong>(PackedIntegers.WordsFor(shape.Bits, grids)));
        return new(reader.Rows, shape, levels, zeroLevels, GroupScales.Read(reader, scaleType, grids));
    }

    StoredForm IStoredWeights.ToStored()
    {
        var form = new StoredForm(StoredKind).With("bits", Bits).With("group", Group).With("symmetric", Symmetric).With("masked", _levels.IsMasked);
        if (Shape.IsWhole) form.With("whole", true);
        if (ScaleType != ElementType.Float32) form.With("scales", ScaleType.Name());
        return _levels.AddTo(form)
            .Add(_zeroLevels is null ? null : StoredPart.Of(_zeroLevels.Words))
            .Add(_scales.ToPart());
    }

    private long CountZeroLevels()
    {
        long count = 0;
        byte[] levels = new byte[Columns], zeros = new byte[Shape.Groups];
        for (int r = 0; r < Rows; r++)
        {
            CopyLevels(r, levels, zeros);
            for (int c = 0; c < Columns; c++)
                if (levels[c] == zeros[Shape.GroupOf(c)]) count++;
        }
        return count;
    }

    /// <summary>The levels of a row, and the zero level of each of its groups.</summary>
    internal void CopyLevels(int row, Span<byte> levels, Span<byte> zeros)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
        if (_zeroLevels is null) zeros.Fill(Shape.MiddleLevel);
        else _zeroLevels.CopyTo(Shape.FirstGrid(row), zeros);
        if (_levels.IsMasked)
            for (int c = 0; c < Columns; c++) levels[c] = zeros[Shape.GroupOf(c)];
        _levels.CopyRow(row, levels);
    }
}
