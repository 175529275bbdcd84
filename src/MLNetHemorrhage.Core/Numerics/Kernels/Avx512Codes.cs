using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLNetHemorrhage.Numerics;

/// <summary>How 16 lanes of words become numbers; a type argument, so that each kind is compiled on its own.</summary>
internal interface IAvx512Codes
{
    /// <summary>Codes of a word.</summary>
    static abstract int OfWord { get; }

    /// <summary>What the codes of a step stand for.</summary>
    static abstract Vector512<float> Number(Vector512<uint> words, int step, Vector512<float> table);
}

/// <summary>Four bytes; the number is the code.</summary>
internal readonly struct Avx512Bytes : IAvx512Codes
{
    public static int OfWord => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Number(Vector512<uint> words, int step, Vector512<float> table)
    {
        // The byte of the step lowest, zeros above it: indices from 128 on give zeros.
        var indices = Vector512.Create(0x80808000u + (uint)step) + Vector512.Create(0u, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12);
        return Avx512F.ConvertToVector512Single(Avx512BW.Shuffle(words.AsByte(), indices.AsByte()).AsInt32());
    }
}

/// <summary>Eight codes of 4 bits, the numbers in a table. The permutation reads no more than the lowest four bits of an index.</summary>
internal readonly struct Avx512Nibbles : IAvx512Codes
{
    public static int OfWord => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Number(Vector512<uint> words, int step, Vector512<float> table) =>
        Avx512F.PermuteVar16x32(table, (words >> 8 * (step % 4) + step / 4 * QuantizedFormat.TableBits).AsInt32());
}

/// <summary>What scale and shift make of numbers; a type argument.</summary>
internal interface IAvx512Rule
{
    static abstract Vector512<float> Value(Vector512<float> x, Vector512<float> scale, Vector512<float> shift);
}

/// <summary><see cref="ScaleRule.Scaled"/>.</summary>
internal readonly struct Avx512Scaled : IAvx512Rule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x, Vector512<float> scale, Vector512<float> shift) => scale * x;
}

/// <summary><see cref="ScaleRule.Centered"/>.</summary>
internal readonly struct Avx512Centered : IAvx512Rule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x, Vector512<float> scale, Vector512<float> shift) => scale * (x - shift);
}

/// <summary><see cref="ScaleRule.Offset"/>.</summary>
internal readonly struct Avx512Offset : IAvx512Rule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x, Vector512<float> scale, Vector512<float> shift) => scale * x - shift;
}
