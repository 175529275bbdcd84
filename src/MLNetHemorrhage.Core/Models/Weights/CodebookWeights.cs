using MLNetHemorrhage.Models.Weights.Codebooks;
using MLNetHemorrhage.Models.Weights.Storage;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>
/// Weights as codes of 4 bits: value = codebook value · scale of the block. Scales are f32, quantized twice, powers of two (E8M0) or 8-bit floats
/// (E4M3) under one f32.
/// </summary>
public sealed class CodebookWeights : WeightMatrix, IStoredWeights, IGridWeights, IScaledWeights, ICodedWeights
{
    internal const string StoredKind = "codebook";

    private readonly PackedIntegers _codes;

    /// <summary>Packs codes, row after row.</summary>
    internal CodebookWeights(CodebookShape shape, Codebook codebook, CodebookScales scales, byte[] codes)
        : this(shape, codebook, scales, PackedIntegers.Pack<byte>(Codebook.Bits, codes)) { }

    private CodebookWeights(CodebookShape shape, Codebook codebook, CodebookScales scales, PackedIntegers codes) : base(shape.Rows, shape.Columns)
    {
        (Shape, Codebook, Scales, _codes) = (shape, codebook, scales, codes);
        ZeroCount = CountZeros();
    }

    /// <summary>Consecutive weights that share a scale.</summary>
    public int Block => Shape.Block;

    /// <inheritdoc/>
    public override string Format => $"{Codebook.Name} b{Block} {Scales.Kind} scales";

    /// <summary>Bytes held: codes in words of 8 bytes, and the scales.</summary>
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
    internal void CopyCodes(int row, Span<byte> codes) => _codes.CopyTo((long)row * Columns, codes[..Columns]);

    QuantizedFormat? ICodedWeights.CodeFormat =>
        Shape.RowsAreBlocks ? new(Columns, Math.Min(Block, Columns), ScaleRule.Scaled) { Table = Codebook.Values } : null;

    void ICodedWeights.CopyCodes(int row, Span<byte> codes, Span<float> scales, Span<float> shifts)
    {
        CopyCodes(row, codes);
        for (int g = 0; g < scales.Length; g++) scales[g] = Scales[Shape.BlockOf(row, g * Math.Min(Block, Columns))];
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
        var codes = PackedIntegers.FromWords(Codebook.Bits, reader.Array<ulong>(PackedIntegers.WordsFor(Codebook.Bits, reader.Count)));
        return new(shape, codebook, CodebookScales.Read(kind, reader, shape.Blocks), codes);
    }

    StoredForm IStoredWeights.ToStored()
    {
        var form = new StoredForm(StoredKind).With("codebook", Codebook.Name).With("scales", Scales.Kind).With("block", Block).With("acrossRows", Shape.AcrossRows)
            .Add(StoredPart.Of(_codes.Words));
        foreach (var part in Scales.ToParts()) form.Add(part);
        return form;
    }
}
