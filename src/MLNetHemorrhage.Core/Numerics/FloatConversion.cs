using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Numerics;

/// <summary>Conversion between singles and the 16-bit formats; narrowing rounds to nearest, ties to even.</summary>
internal static class FloatConversion
{
    private const int Lanes = 16;

    /// <summary>Widens; exact for every finite value, and NaN stays NaN.</summary>
    public static void ToSingle(ElementType type, ReadOnlySpan<byte> source, Span<float> destination)
    {
        if (type == ElementType.Float32)
        {
            MemoryMarshal.Cast<byte, float>(source).CopyTo(destination);
            return;
        }
        var narrow = MemoryMarshal.Cast<byte, ushort>(source);
        if (narrow.Length > destination.Length) throw new ArgumentException($"{narrow.Length} numbers do not fit into {destination.Length}.", nameof(destination));
        bool half = type == ElementType.Float16;
        ref ushort from = ref MemoryMarshal.GetReference(narrow);
        ref float to = ref MemoryMarshal.GetReference(destination);
        int i = 0;
        for (; i <= narrow.Length - Lanes; i += Lanes)
            Widen(half, Vector256.LoadUnsafe(ref from, (nuint)i)).AsSingle().StoreUnsafe(ref to, (nuint)i);
        if (i == narrow.Length) return;
        Span<ushort> tail = stackalloc ushort[Lanes];
        tail.Clear();
        narrow[i..].CopyTo(tail);
        var last = Widen(half, Vector256.Create<ushort>(tail)).AsSingle();
        for (int j = 0; i + j < narrow.Length; j++) destination[i + j] = last[j];
    }

    /// <summary>Narrows; too large becomes infinite, NaN stays NaN.</summary>
    public static void FromSingle(ElementType type, ReadOnlySpan<float> source, Span<byte> destination)
    {
        if (type == ElementType.Float32)
        {
            source.CopyTo(MemoryMarshal.Cast<byte, float>(destination));
            return;
        }
        var narrow = MemoryMarshal.Cast<byte, ushort>(destination);
        if (source.Length > narrow.Length) throw new ArgumentException($"{source.Length} numbers do not fit into {narrow.Length}.", nameof(destination));
        bool half = type == ElementType.Float16;
        ref float from = ref MemoryMarshal.GetReference(source);
        ref ushort to = ref MemoryMarshal.GetReference(narrow);
        int i = 0;
        for (; i <= source.Length - Lanes; i += Lanes)
            Narrow(half, Vector512.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        if (i == source.Length) return;
        var last = Narrow(half, VectorMath.LoadPadded(source[i..], 0));
        for (int j = 0; i + j < source.Length; j++) narrow[i + j] = last[j];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Widen(bool half, Vector256<ushort> x)
    {
        var (lower, upper) = Vector256.Widen(x);
        var bits = Vector512.Create(lower, upper);
        return half ? FromHalfBits(bits) : bits << 16;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Narrow(bool half, Vector512<float> x)
    {
        var bits = half ? ToHalfBits(x) : ToBFloat16Bits(x);
        return Vector256.Narrow(bits.GetLower(), bits.GetUpper());
    }

    private static Vector512<uint> FromHalfBits(Vector512<uint> half)
    {
        const uint Rebias = (127 - 15) << 23, SmallestNormal = (127 - 14) << 23;
        var sign = (half & Vector512.Create(0x8000u)) << 16;
        var magnitude = (half & Vector512.Create(0x7FFFu)) << 13;
        var normal = magnitude + Vector512.Create(Rebias);
        // A subnormal is mantissa * 2^-24: put the mantissa below a leading 2^-14, then take the 2^-14 away.
        var unit = Vector512.Create(SmallestNormal);
        var subnormal = ((magnitude + unit).AsSingle() - unit.AsSingle()).AsUInt32();
        var special = magnitude | Vector512.Create(0xFFu << 23);
        var finite = Vector512.ConditionalSelect(Vector512.LessThan(magnitude, Vector512.Create(0x0400u << 13)), subnormal, normal);
        return sign | Vector512.ConditionalSelect(Vector512.LessThan(magnitude, Vector512.Create(0x7C00u << 13)), finite, special);
    }

    private static Vector512<uint> ToHalfBits(Vector512<float> x)
    {
        const uint Rebias = (127 - 15) << 23, SmallestNormal = (127 - 14) << 23, Overflow = (127 + 16) << 23;
        var bits = x.AsUInt32();
        var magnitude = bits & Vector512.Create(0x7FFFFFFFu);
        var normal = (magnitude - Vector512.Create(Rebias - 0xFFFu) + ((magnitude >> 13) & Vector512<uint>.One)) >> 13;
        // Adding 1/2, whose last place is 2^-24, rounds to the subnormals' spacing.
        var half = Vector512.Create(0.5f);
        var subnormal = (magnitude.AsSingle() + half).AsUInt32() - half.AsUInt32();
        var special = Vector512.Create(0x7C00u) | (Vector512.GreaterThan(magnitude, Vector512.Create(0xFFu << 23)) & Vector512.Create(0x0200u));
        var result = Vector512.ConditionalSelect(Vector512.LessThan(magnitude, Vector512.Create(SmallestNormal)), subnormal, normal);
        result = Vector512.ConditionalSelect(Vector512.LessThan(magnitude, Vector512.Create(Overflow)), result, special);
        return result | ((bits >> 16) & Vector512.Create(0x8000u));
    }

    private static Vector512<uint> ToBFloat16Bits(Vector512<float> x)
    {
        var bits = x.AsUInt32();
        var rounded = (bits + Vector512.Create(0x7FFFu) + ((bits >> 16) & Vector512<uint>.One)) >> 16;
        return Vector512.ConditionalSelect(Vector512.Equals(x, x).AsUInt32(), rounded, (bits >> 16) | Vector512.Create(0x40u));
    }
}
