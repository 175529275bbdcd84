using System.Numerics;
using System.Runtime.InteropServices;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>Finds weights that are not numbers: their exponent bits are all ones, in every one of the formats.</summary>
internal static class ValueCheck
{
    private const int BlockLength = 1 << 18;

    /// <summary>Throws for the first NaN or infinite value.</summary>
    public static void RequireFinite(ByteRegion bytes, ElementType type, string file, string tensor)
    {
        int blocks = checked((int)((bytes.Length + BlockLength - 1) / BlockLength));
        var found = new long[blocks];
        WorkerPool.Shared.For(blocks, b => found[b] = FirstInBlock(bytes, type, (long)b * BlockLength));
        int bad = Array.FindIndex(found, f => f >= 0);
        if (bad < 0) return;

        var value = new float[1];
        FloatConversion.ToSingle(type, bytes.Slice(found[bad] * type.Size(), type.Size()), value);
        throw CheckpointError.Tensor(file, tensor, "finite values", $"{Name(value[0])} at element {found[bad]}");
    }

    private static long FirstInBlock(ByteRegion bytes, ElementType type, long start)
    {
        var block = bytes.Slice(start, (int)Math.Min(BlockLength, bytes.Length - start));
        int index = type switch
        {
            ElementType.Float32 => FirstWithBits(MemoryMarshal.Cast<byte, uint>(block), 0x7F80_0000u),
            ElementType.BFloat16 => FirstWithBits(MemoryMarshal.Cast<byte, ushort>(block), (ushort)0x7F80),
            _ => FirstWithBits(MemoryMarshal.Cast<byte, ushort>(block), (ushort)0x7C00),
        };
        GC.KeepAlive(bytes);
        return index < 0 ? -1 : start / type.Size() + index;
    }

    private static int FirstWithBits<T>(ReadOnlySpan<T> values, T bits) where T : unmanaged, IBinaryInteger<T>
    {
        int i = 0;
        var mask = new Vector<T>(bits);
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
            if (Vector.EqualsAny(new Vector<T>(values[i..]) & mask, mask)) break;
        for (; i < values.Length; i++)
            if ((values[i] & bits) == bits) return i;
        return -1;
    }

    private static string Name(float value) =>
        float.IsNaN(value) ? "NaN" : value > 0 ? "infinity" : "-infinity";
}
