using MLNetHemorrhage.Models.Weights.Codebooks;
using MLNetHemorrhage.Models.Weights.Storage;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>
/// Weights as codes of 4 bits: value = codebook value · scale of the block. Scales are f32, quantized twice, powers of two (E8M0) or 8-bit floats
/// (E4M3) under one f32. Where many weights are exactly zero only the other codes are held, beside a mask.
/// </summary>
public sealed class CodebookWeights : WeightMatrix, IStoredWeights, IGridWeights, IScaledWeights, ICodedWeights
{
    internal const string StoredKind = "codebook";

    private readonly MaskedIntegers _codes;

    /// <summary>Packs codes, row after row.</summary>
    internal CodebookWeights(CodebookShape shape, Codebook codebook, CodebookScales scales, byte[] codes)
        : this(shape, codebook, scales, new MaskedIntegers(Codebook.Bits, shape.Columns, codes, NonZero(shape, codebook, codes))) { }

    private CodebookWeights(CodebookShape shape, Codebook codebook, CodebookScales scales, MaskedIntegers codes) : base(shape.Rows, shape.Columns)
    {
        (Shape, Codebook, Scales, _codes) = (shape, codebook, scales, codes);
        ZeroCount = CountZeros();
    }

    /// <summary>Consecutive weights that share a scale.</summary>
    public int Block => Shape.Block;

    /// <inheritdoc/>
    public override string Format => $"{(_codes.IsMasked ? "sparse " : "")}{Codebook.Name} b{Block} {Scales.Kind} scales";

    /// <summary>Bytes held: codes in words of 8 bytes, the scales, and the mask where there is one.</summary>
    public override long ByteSize => _codes.ByteSize + Scales.ByteSize;

    /// <inheritdoc/>
    public override long ZeroCount { get; }

    internal CodebookShape Shape { get; }

    internal Codebook Codebook { get; }

    internal CodebookScales Scales { get; }

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
        Span<byte> codes = new byte[Columns];
        CopyCodes(row, codes);
        for (int c = 0; c < codes.Length; c++) destination[c] = Codebook[codes[c]] * Scales[Shape.BlockOf(row, c)];
    }

    float[] IScaledWeights.Scales() => Scales.ToArray(Shape.Blocks);

    /// <summary>The codes of a row.</summary>
    internal void CopyCodes(int row, Span<byte> codes)
    {
        codes[..Columns].Fill(Codebook.Zero);
        _codes.CopyRow(row, codes);
    }

    QuantizedFormat ICodedWeights.CodeFormat => new(Columns, Shape.CommonBlock, ScaleRule.Scaled) { Table = Codebook.Values };

    void ICodedWeights.CopyCodes(int row, Span<byte> codes, Span<float> scales, Span<float> shifts)
    {
        CopyCodes(row, codes);
        for (int g = 0; g < scales.Length; g++) scales[g] = Scales[Shape.BlockOf(row, g * Shape.CommonBlock)];
    }

    WeightMatrix IGridWeights.WithZeros(Matrix values)
    {
        var codes = new byte[Count];
        for (int r = 0; r < Rows; r++)
        {
            var row = codes.AsSpan(r * Columns, Columns);
            CopyCodes(r, row);
            for (int c = 0; c < Columns; c++)
                if (values.Row(r)[c] == 0) row[c] = Codebook.Zero;
        }
        return new CodebookWeights(Shape, Codebook, Scales, codes);
    }

    WeightMatrix? IGridWeights.Part(int[]? rows, int[]? columns) => null;

    internal static CodebookWeights Read(StoredReader reader)
    {
        string name = reader.Word("codebook"), kind = reader.Word("scales");
        var codebook = Codebook.All.FirstOrDefault(c => c.Name == name) ?? throw reader.Error($"the codebook {string.Join(", ", Codebook.All.Select(c => c.Name))}", "another");
        var shape = new CodebookShape(reader.Rows, reader.Columns, reader.Integer("block", 1, int.MaxValue), reader.Flag("acrossRows"));
        var codes = MaskedIntegers.Read(reader, Codebook.Bits, reader.Has("masked") && reader.Flag("masked"));
        return new(shape, codebook, CodebookScales.Read(kind, reader, shape.Blocks), codes);
    }

    StoredForm IStoredWeights.ToStored()
    {
        var form = new StoredForm(StoredKind).With("codebook", Codebook.Name).With("scales", Scales.Kind).With("block", Block).With("acrossRows", Shape.AcrossRows);
        if (_codes.IsMasked) form.With("masked", true);
        _codes.AddTo(form);
        foreach (var part in Scales.ToParts()) form.Add(part);
        return form;
    }

    private static BitMask NonZero(CodebookShape shape, Codebook codebook, byte[] codes) => new(shape.Rows, shape.Columns, (r, marks) =>
    {
        for (int c = 0; c < marks.Length; c++) marks[c] = codes[r * shape.Columns + c] != codebook.Zero;
    });
}
