namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>
/// How parts of levels lie in bytes: the bytes form runs of <paramref name="Stride"/>, and byte j of a run holds the levels j, j + stride,
/// j + 2 stride …, the first in the lowest bits.
/// </summary>
/// <param name="Width">Bits that a byte has of each of its levels.</param>
/// <param name="Stride">Bytes of a run.</param>
internal readonly record struct BitFields(int Width, int Stride)
{
    private int PerByte => 8 / Width;

    private int Mask => (1 << Width) - 1;

    /// <summary>Writes the bits of the levels from <paramref name="shift"/> on.</summary>
    public void Pack(ReadOnlySpan<byte> levels, int shift, Span<byte> bytes)
    {
        bytes.Clear();
        for (int run = 0; run < bytes.Length; run += Stride)
            for (int field = 0; field < PerByte; field++)
                for (int j = 0; j < Stride; j++)
                    bytes[run + j] |= (byte)((levels[run * PerByte + field * Stride + j] >> shift & Mask) << field * Width);
    }

    /// <summary>Adds the bits to the levels, from <paramref name="shift"/> on.</summary>
    public void Unpack(ReadOnlySpan<byte> bytes, int shift, Span<byte> levels)
    {
        for (int run = 0; run < bytes.Length; run += Stride)
            for (int field = 0; field < PerByte; field++)
            {
                var part = levels.Slice(run * PerByte + field * Stride, Stride);
                for (int j = 0; j < part.Length; j++) part[j] |= (byte)((bytes[run + j] >> field * Width & Mask) << shift);
            }
    }
}
