using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLNetHemorrhage.Numerics;

/// <summary>Transposition of a 16 x 16 block inside the registers of AVX-512: four rounds of interleaving pairs.</summary>
internal static unsafe class Transposition
{
    public const int Side = 16;

    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>to[k * toStride + r] = from[r * stride + k], with zeros for r at or above <paramref name="rows"/>. Stores rise with k, so a narrower destination may overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block(float* from, nint stride, int rows, float* to, nint toStride)
    {
        var none = Vector512<float>.Zero;
        var r0 = rows > 0 ? Vector512.Load(from) : none;
        var r1 = rows > 1 ? Vector512.Load(from + stride) : none;
        var r2 = rows > 2 ? Vector512.Load(from + 2 * stride) : none;
        var r3 = rows > 3 ? Vector512.Load(from + 3 * stride) : none;
        var r4 = rows > 4 ? Vector512.Load(from + 4 * stride) : none;
        var r5 = rows > 5 ? Vector512.Load(from + 5 * stride) : none;
        var r6 = rows > 6 ? Vector512.Load(from + 6 * stride) : none;
        var r7 = rows > 7 ? Vector512.Load(from + 7 * stride) : none;
        var r8 = rows > 8 ? Vector512.Load(from + 8 * stride) : none;
        var r9 = rows > 9 ? Vector512.Load(from + 9 * stride) : none;
        var r10 = rows > 10 ? Vector512.Load(from + 10 * stride) : none;
        var r11 = rows > 11 ? Vector512.Load(from + 11 * stride) : none;
        var r12 = rows > 12 ? Vector512.Load(from + 12 * stride) : none;
        var r13 = rows > 13 ? Vector512.Load(from + 13 * stride) : none;
        var r14 = rows > 14 ? Vector512.Load(from + 14 * stride) : none;
        var r15 = rows > 15 ? Vector512.Load(from + 15 * stride) : none;
        // Pairs of rows, then quadruples: r0 … r3 hold columns 0 … 3 (and 4 … 7, 8 … 11, 12 … 15 further up) of rows 0 to 3.
        Vector512<float> t0 = Low(r0, r1), t1 = High(r0, r1), t2 = Low(r2, r3), t3 = High(r2, r3);
        Vector512<float> t4 = Low(r4, r5), t5 = High(r4, r5), t6 = Low(r6, r7), t7 = High(r6, r7);
        Vector512<float> t8 = Low(r8, r9), t9 = High(r8, r9), t10 = Low(r10, r11), t11 = High(r10, r11);
        Vector512<float> t12 = Low(r12, r13), t13 = High(r12, r13), t14 = Low(r14, r15), t15 = High(r14, r15);
        (r0, r1, r2, r3) = (LowPairs(t0, t2), HighPairs(t0, t2), LowPairs(t1, t3), HighPairs(t1, t3));
        (r4, r5, r6, r7) = (LowPairs(t4, t6), HighPairs(t4, t6), LowPairs(t5, t7), HighPairs(t5, t7));
        (r8, r9, r10, r11) = (LowPairs(t8, t10), HighPairs(t8, t10), LowPairs(t9, t11), HighPairs(t9, t11));
        (r12, r13, r14, r15) = (LowPairs(t12, t14), HighPairs(t12, t14), LowPairs(t13, t15), HighPairs(t13, t15));
        // Then the 128-bit quarters change places, twice.
        (t0, t4) = (Even(r0, r4), Odd(r0, r4));
        (t1, t5) = (Even(r1, r5), Odd(r1, r5));
        (t2, t6) = (Even(r2, r6), Odd(r2, r6));
        (t3, t7) = (Even(r3, r7), Odd(r3, r7));
        (t8, t12) = (Even(r8, r12), Odd(r8, r12));
        (t9, t13) = (Even(r9, r13), Odd(r9, r13));
        (t10, t14) = (Even(r10, r14), Odd(r10, r14));
        (t11, t15) = (Even(r11, r15), Odd(r11, r15));
        Even(t0, t8).Store(to);
        Even(t1, t9).Store(to + toStride);
        Even(t2, t10).Store(to + 2 * toStride);
        Even(t3, t11).Store(to + 3 * toStride);
        Even(t4, t12).Store(to + 4 * toStride);
        Even(t5, t13).Store(to + 5 * toStride);
        Even(t6, t14).Store(to + 6 * toStride);
        Even(t7, t15).Store(to + 7 * toStride);
        Odd(t0, t8).Store(to + 8 * toStride);
        Odd(t1, t9).Store(to + 9 * toStride);
        Odd(t2, t10).Store(to + 10 * toStride);
        Odd(t3, t11).Store(to + 11 * toStride);
        Odd(t4, t12).Store(to + 12 * toStride);
        Odd(t5, t13).Store(to + 13 * toStride);
        Odd(t6, t14).Store(to + 14 * toStride);
        Odd(t7, t15).Store(to + 15 * toStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Low(Vector512<float> x, Vector512<float> y) => Avx512F.UnpackLow(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> High(Vector512<float> x, Vector512<float> y) => Avx512F.UnpackHigh(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LowPairs(Vector512<float> x, Vector512<float> y) => Avx512F.UnpackLow(x.AsDouble(), y.AsDouble()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> HighPairs(Vector512<float> x, Vector512<float> y) => Avx512F.UnpackHigh(x.AsDouble(), y.AsDouble()).AsSingle();

    // Even: quarters 0 and 2 of both; odd: quarters 1 and 3.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Even(Vector512<float> x, Vector512<float> y) => Avx512F.Shuffle4x128(x, y, 0x88);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Odd(Vector512<float> x, Vector512<float> y) => Avx512F.Shuffle4x128(x, y, 0xDD);
}
