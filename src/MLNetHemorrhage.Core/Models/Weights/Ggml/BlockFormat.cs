using System.Buffers.Binary;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>
/// A block format of ggml: so many consecutive weights of a row in so many bytes. Values and bytes are those of ggml, whose arithmetic is
/// single precision without fused operations; the order of operations is part of the format.
/// </summary>
internal abstract class BlockFormat(string name, int typeId, int blockLength, int blockBytes)
{
    /// <summary>ggml's name: "Q4_K".</summary>
    public string Name => name;

    /// <summary>The type's number in GGUF files.</summary>
    public int TypeId => typeId;

    /// <summary>Weights of a block.</summary>
    public int BlockLength => blockLength;

    /// <summary>Bytes of a block.</summary>
    public int BlockBytes => blockBytes;

    /// <summary>Bits that a weight takes, scales included.</summary>
    public double BitsPerWeight => 8.0 * blockBytes / blockLength;

    /// <summary>Whether a weight that is zero always stays exactly zero.</summary>
    public abstract bool KeepsZeros { get; }

    /// <summary>How the codes of a block become values; its columns are those of one block.</summary>
    public abstract QuantizedFormat Codes { get; }

    /// <summary>The codes of one block, and the scale and (where the groups have such) the shift of each of its groups.</summary>
    public abstract void Unpack(ReadOnlySpan<byte> block, Span<byte> codes, Span<float> scales, Span<float> shifts);

    /// <summary>The values of one block.</summary>
    public void Dequantize(ReadOnlySpan<byte> block, Span<float> values)
    {
        var format = Codes;
        Span<byte> codes = stackalloc byte[blockLength];
        Span<float> scales = stackalloc float[format.Groups], shifts = stackalloc float[format.Groups];
        Unpack(block, codes, scales, shifts);
        for (int i = 0; i < values.Length; i++) values[i] = format.Value(codes[i], scales[i / format.Group], shifts[i / format.Group]);
    }

    /// <summary>Bytes of a row; the block length divides it.</summary>
    public int RowBytes(int columns) => columns / blockLength * blockBytes;

    /// <summary>The values of a row.</summary>
    public void DequantizeRow(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        for (int b = 0; b * blockBytes < bytes.Length; b++) Dequantize(bytes.Slice(b * blockBytes, blockBytes), values.Slice(b * blockLength, blockLength));
    }

    /// <summary>The bytes of a row. <paramref name="inputs"/>: how much the error at every input counts; empty where all count the same.</summary>
    public void QuantizeRow(ReadOnlySpan<float> values, ReadOnlySpan<float> inputs, Span<byte> bytes)
    {
        float meanSquare = inputs.IsEmpty ? 0 : SquareSum.Of(values) / values.Length;
        for (int b = 0; b * blockBytes < bytes.Length; b++)
        {
            int start = b * blockLength;
            var importance = inputs.IsEmpty ? default : new BlockImportance(inputs.Slice(start, blockLength), meanSquare);
            Quantize(values.Slice(start, blockLength), importance, bytes.Slice(b * blockBytes, blockBytes));
        }
    }

    /// <summary>The bytes of one block.</summary>
    protected abstract void Quantize(ReadOnlySpan<float> values, BlockImportance importance, Span<byte> block);

    protected static float ReadHalf(ReadOnlySpan<byte> bytes) => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes);

    /// <summary>Writes a scale and gives back what a reader will find.</summary>
    protected static float WriteHalf(Span<byte> bytes, float value)
    {
        BinaryPrimitives.WriteHalfLittleEndian(bytes, (Half)value);
        return ReadHalf(bytes);
    }
}
