using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLNetHemorrhage.Numerics;

/// <summary>How 8 lanes of words become numbers; a type argument, so that each kind is compiled on its own.</summary>
internal interface IAvx2Codes
{
    /// <summary>Codes of a word.</summary>
    static abstract int OfWord { get; }

    /// <summary>What the codes of a step stand for; the table in two halves.</summary>
    static abstract Vector256<float> Number(Vector256<uint> words, int step, Vector256<float> lower, Vector256<float> upper);
}

/// <summary>Four bytes; the number is the code.</summary>
internal readonly struct Avx2Bytes : IAvx2Codes
{
    public static int OfWord => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Number(Vector256<uint> words, int step, Vector256<float> lower, Vector256<float> upper) =>
        Avx.ConvertToVector256Single((words >> 8 * step & Vector256.Create(255u)).AsInt32());
}

/// <summary>Eight codes of 4 bits, the numbers in a table, whose half the highest bit chooses. A permutation reads no more than three bits of an index.</summary>
internal readonly struct Avx2Nibbles : IAvx2Codes
{
    public static int OfWord => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Number(Vector256<uint> words, int step, Vector256<float> lower, Vector256<float> upper)
    {
        int shift = 8 * (step % 4) + step / 4 * QuantizedFormat.TableBits;
        var indices = (words >> shift).AsInt32();
        var highest = (words << 8 * sizeof(uint) - QuantizedFormat.TableBits - shift).AsSingle();
        return Avx.BlendVariable(Avx2.PermuteVar8x32(lower, indices), Avx2.PermuteVar8x32(upper, indices), highest);
    }
}

/// <summary>What scale and shift make of numbers; a type argument.</summary>
internal interface IAvx2Rule
{
    static abstract Vector256<float> Value(Vector256<float> x, Vector256<float> scale, Vector256<float> shift);
}

/// <summary><see cref="ScaleRule.Scaled"/>.</summary>
internal readonly struct Avx2Scaled : IAvx2Rule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Value(Vector256<float> x, Vector256<float> scale, Vector256<float> shift) => scale * x;
}

/// <summary><see cref="ScaleRule.Centered"/>.</summary>
internal readonly struct Avx2Centered : IAvx2Rule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Value(Vector256<float> x, Vector256<float> scale, Vector256<float> shift) => scale * (x - shift);
}

/// <summary><see cref="ScaleRule.Offset"/>.</summary>
internal readonly struct Avx2Offset : IAvx2Rule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Value(Vector256<float> x, Vector256<float> scale, Vector256<float> shift) => scale * x - shift;
}
