using System.Runtime.InteropServices;

namespace MLNetHemorrhage.Numerics;

/// <summary>Conversion between singles and the 16-bit formats; narrowing rounds to nearest, ties to even.</summary>
internal static class FloatConversion
{
    public static void ToSingle(ElementType type, ReadOnlySpan<byte> source, Span<float> destination)
    {
        switch (type)
        {
            case ElementType.Float32:
                MemoryMarshal.Cast<byte, float>(source).CopyTo(destination);
                break;
            case ElementType.BFloat16:
                var upper = MemoryMarshal.Cast<byte, ushort>(source);
                for (int i = 0; i < upper.Length; i++) destination[i] = BitConverter.UInt32BitsToSingle((uint)upper[i] << 16);
                break;
            default:
                var halves = MemoryMarshal.Cast<byte, Half>(source);
                for (int i = 0; i < halves.Length; i++) destination[i] = (float)halves[i];
                break;
        }
    }
}
