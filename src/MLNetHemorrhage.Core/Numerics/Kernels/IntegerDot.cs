using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLNetHemorrhage.Numerics;

/// <summary>Sums of four products of codes and levels in each lane; a type argument, so that each kind is compiled on its own.</summary>
internal interface IIntegerDot
{
    static abstract string Name { get; }

    /// <summary>What is taken from codes before they are multiplied.</summary>
    static abstract int Bias { get; }

    /// <summary>sum + (code - bias) · level, four of them in each lane.</summary>
    static abstract Vector256<int> Add(Vector256<int> sum, Vector256<byte> codes, Vector256<sbyte> levels);
}

/// <summary>One instruction of AVX-VNNI.</summary>
internal readonly struct VnniDot : IIntegerDot
{
    public static bool IsSupported => AvxVnni.IsSupported && Fma.IsSupported;

    public static string Name => "AVX-VNNI";

    public static int Bias => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> sum, Vector256<byte> codes, Vector256<sbyte> levels) => AvxVnni.MultiplyWideningAndAdd(sum, codes, levels);
}

/// <summary>
/// Multiplications of AVX2, whose sums of two products must not leave 16 bits: magnitudes to 128 times levels to 127 do not. The sign of a code moves to its level.
/// </summary>
internal readonly struct Avx2Dot : IIntegerDot
{
    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    public static string Name => "AVX2";

    public static int Bias => 128;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> sum, Vector256<byte> codes, Vector256<sbyte> levels)
    {
        var signed = (codes ^ Vector256.Create((byte)128)).AsSByte();
        var pairs = Avx2.MultiplyAddAdjacent(Avx2.Abs(signed), Avx2.Sign(levels, signed));
        return sum + Avx2.MultiplyAddAdjacent(pairs, Vector256<short>.One);
    }
}
