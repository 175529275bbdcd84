namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>32 levels of four or five bits: fifth bits, one after the other, where there are five; then bytes that hold levels j and j + 16.</summary>
internal static class NibbleLevels
{
    private static readonly BitFields Low = new(Width: 4, Stride: 16), Fifth = new(Width: 1, Stride: 1);

    public static int ByteLength(int count, int bits) => count * bits / 8;

    public static void Pack(ReadOnlySpan<byte> levels, int bits, Span<byte> bytes)
    {
        int fifth = levels.Length * (bits - 4) / 8;
        if (fifth > 0) Fifth.Pack(levels, 4, bytes[..fifth]);
        Low.Pack(levels, 0, bytes[fifth..]);
    }

    public static void Unpack(ReadOnlySpan<byte> bytes, int bits, Span<byte> levels)
    {
        levels.Clear();
        int fifth = levels.Length * (bits - 4) / 8;
        if (fifth > 0) Fifth.Unpack(bytes[..fifth], 4, levels);
        Low.Unpack(bytes[fifth..], 0, levels);
    }
}
