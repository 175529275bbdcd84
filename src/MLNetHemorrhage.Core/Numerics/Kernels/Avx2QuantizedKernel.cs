using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLNetHemorrhage.Numerics;

/// <summary>A panel's 32 lanes in two halves, one after the other, so that sums, scales, shifts and a table stay in the 16 registers. Written out in full: only named locals are kept in registers.</summary>
internal sealed unsafe class Avx2QuantizedKernel : QuantizedRowKernel
{
    private const int Lanes = QuantizedPanels.Lanes, Half = Lanes / 2, Quarter = Lanes / 4;

    // Codes come from memory in one stream, faster than the processor alone fetches it.
    private const int PrefetchLength = 4096 / sizeof(float);

    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    public override void Unpack(QuantizedFormat format, ReadOnlySpan<int> runs, float* codes, float* to)
    {
        UnpackHalf(format, runs, codes, to);
        UnpackHalf(format, runs, codes + Half, to + Half);
    }

    public override void Multiply(QuantizedFormat format, ReadOnlySpan<int> runs, float* codes, float* a, nint stride, int rows, float* sums)
    {
        for (int i = 0; i < rows; i++, a += stride, sums += Lanes)
        {
            MultiplyHalf(format, runs, codes, a, sums);
            MultiplyHalf(format, runs, codes + Half, a, sums + Half);
        }
    }

    private static void UnpackHalf(QuantizedFormat format, ReadOnlySpan<int> runs, float* codes, float* to)
    {
        switch (format.Table, format.Rule)
        {
            case (null, ScaleRule.Scaled): Unpack<Avx2Bytes, Avx2Scaled>(format, runs, codes, to); break;
            case (null, ScaleRule.Centered): Unpack<Avx2Bytes, Avx2Centered>(format, runs, codes, to); break;
            case (null, _): Unpack<Avx2Bytes, Avx2Offset>(format, runs, codes, to); break;
            case (_, ScaleRule.Scaled): Unpack<Avx2Nibbles, Avx2Scaled>(format, runs, codes, to); break;
            case (_, ScaleRule.Centered): Unpack<Avx2Nibbles, Avx2Centered>(format, runs, codes, to); break;
            default: Unpack<Avx2Nibbles, Avx2Offset>(format, runs, codes, to); break;
        }
    }

    private static void MultiplyHalf(QuantizedFormat format, ReadOnlySpan<int> runs, float* codes, float* a, float* sums)
    {
        switch (format.Table, format.Rule)
        {
            case (null, ScaleRule.Scaled): Multiply<Avx2Bytes, Avx2Scaled>(format, runs, codes, a, sums); break;
            case (null, ScaleRule.Centered): Multiply<Avx2Bytes, Avx2Centered>(format, runs, codes, a, sums); break;
            case (null, _): Multiply<Avx2Bytes, Avx2Offset>(format, runs, codes, a, sums); break;
            case (_, ScaleRule.Scaled): Multiply<Avx2Nibbles, Avx2Scaled>(format, runs, codes, a, sums); break;
            case (_, ScaleRule.Centered): Multiply<Avx2Nibbles, Avx2Centered>(format, runs, codes, a, sums); break;
            default: Multiply<Avx2Nibbles, Avx2Offset>(format, runs, codes, a, sums); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Unpack<TCodes, TRule>(QuantizedFormat format, ReadOnlySpan<int> runs, float* codes, float* to)
        where TCodes : struct, IAvx2Codes
        where TRule : struct, IAvx2Rule
    {
        bool hasShifts = format.HasShifts;
        var (lower, upper) = Table(format);
        Vector256<float> shift0 = Vector256.Create(format.CommonShift ?? 0), shift1 = shift0;
        foreach (int length in runs)
        {
            Vector256<float> scale0 = Vector256.Load(codes), scale1 = Vector256.Load(codes + Quarter);
            codes += Lanes;
            if (hasShifts)
            {
                (shift0, shift1) = (Vector256.Load(codes), Vector256.Load(codes + Quarter));
                codes += Lanes;
            }
            int left = length;
            for (; left >= TCodes.OfWord; left -= TCodes.OfWord, codes += Lanes, to += TCodes.OfWord * Lanes)
            {
                Sse.Prefetch0(codes + PrefetchLength);
                Vector256<uint> word0 = Vector256.Load((uint*)codes), word1 = Vector256.Load((uint*)codes + Quarter);
                Weight<TCodes, TRule>(word0, 0, lower, upper, scale0, shift0).Store(to);
                Weight<TCodes, TRule>(word1, 0, lower, upper, scale1, shift1).Store(to + Quarter);
                Weight<TCodes, TRule>(word0, 1, lower, upper, scale0, shift0).Store(to + Lanes);
                Weight<TCodes, TRule>(word1, 1, lower, upper, scale1, shift1).Store(to + Lanes + Quarter);
                Weight<TCodes, TRule>(word0, 2, lower, upper, scale0, shift0).Store(to + 2 * Lanes);
                Weight<TCodes, TRule>(word1, 2, lower, upper, scale1, shift1).Store(to + 2 * Lanes + Quarter);
                Weight<TCodes, TRule>(word0, 3, lower, upper, scale0, shift0).Store(to + 3 * Lanes);
                Weight<TCodes, TRule>(word1, 3, lower, upper, scale1, shift1).Store(to + 3 * Lanes + Quarter);
                if (TCodes.OfWord == 4) continue;
                Weight<TCodes, TRule>(word0, 4, lower, upper, scale0, shift0).Store(to + 4 * Lanes);
                Weight<TCodes, TRule>(word1, 4, lower, upper, scale1, shift1).Store(to + 4 * Lanes + Quarter);
                Weight<TCodes, TRule>(word0, 5, lower, upper, scale0, shift0).Store(to + 5 * Lanes);
                Weight<TCodes, TRule>(word1, 5, lower, upper, scale1, shift1).Store(to + 5 * Lanes + Quarter);
                Weight<TCodes, TRule>(word0, 6, lower, upper, scale0, shift0).Store(to + 6 * Lanes);
                Weight<TCodes, TRule>(word1, 6, lower, upper, scale1, shift1).Store(to + 6 * Lanes + Quarter);
                Weight<TCodes, TRule>(word0, 7, lower, upper, scale0, shift0).Store(to + 7 * Lanes);
                Weight<TCodes, TRule>(word1, 7, lower, upper, scale1, shift1).Store(to + 7 * Lanes + Quarter);
            }
            if (left == 0) continue;
            Vector256<uint> last0 = Vector256.Load((uint*)codes), last1 = Vector256.Load((uint*)codes + Quarter);
            for (int i = 0; i < left; i++, to += Lanes)
            {
                Weight<TCodes, TRule>(last0, i, lower, upper, scale0, shift0).Store(to);
                Weight<TCodes, TRule>(last1, i, lower, upper, scale1, shift1).Store(to + Quarter);
            }
            codes += Lanes;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TCodes, TRule>(QuantizedFormat format, ReadOnlySpan<int> runs, float* codes, float* a, float* sums)
        where TCodes : struct, IAvx2Codes
        where TRule : struct, IAvx2Rule
    {
        bool hasShifts = format.HasShifts;
        var (lower, upper) = Table(format);
        Vector256<float> shift0 = Vector256.Create(format.CommonShift ?? 0), shift1 = shift0;
        Vector256<float> sum0 = Vector256<float>.Zero, sum1 = Vector256<float>.Zero;
        foreach (int length in runs)
        {
            Vector256<float> scale0 = Vector256.Load(codes), scale1 = Vector256.Load(codes + Quarter);
            codes += Lanes;
            if (hasShifts)
            {
                (shift0, shift1) = (Vector256.Load(codes), Vector256.Load(codes + Quarter));
                codes += Lanes;
            }
            float* end = a + length;
            for (; a <= end - TCodes.OfWord; a += TCodes.OfWord, codes += Lanes)
            {
                Sse.Prefetch0(codes + PrefetchLength);
                Vector256<uint> word0 = Vector256.Load((uint*)codes), word1 = Vector256.Load((uint*)codes + Quarter);
                var x = Vector256.Create(a[0]);
                sum0 = Fma.MultiplyAdd(Weight<TCodes, TRule>(word0, 0, lower, upper, scale0, shift0), x, sum0);
                sum1 = Fma.MultiplyAdd(Weight<TCodes, TRule>(word1, 0, lower, upper, scale1, shift1), x, sum1);
                x = Vector256.Create(a[1]);
                sum0 = Fma.MultiplyAdd(Weight<TCodes, TRule>(word0, 1, lower, upper, scale0, shift0), x, sum0);
                sum1 = Fma.MultiplyAdd(Weight<TCodes, TRule>(word1, 1, lower, upper, scale1, shift1), x, sum1);
                x = Vector256.Create(a[2]);
                sum0 = Fma.MultiplyAdd(Weight<TCodes, TRule>(word0, 2, lower, upper, scale0, shift0), x, sum0);
                sum1 = Fma.MultiplyAdd(Weight<TCodes, TRule>(word1, 2, lower, upper, scale1, shift1), x, sum1);
                x = Vector256.Create(a[3]);
                sum0 = Fma.MultiplyAdd(Weight<TCodes, TRule>(word0, 3, lower, upper, scale0, shift0), x, sum0);
                sum1 = Fma.MultiplyAdd(Weight<TCodes, TRule>(word1, 3, lower, upper, scale1, shift1), x, sum1);
                if (TCodes.OfWord == 4) continue;
                x = Vector256.Create(a[4]);
                sum0 = Fma.MultiplyAdd(Weight<TCodes, TRule>(word0, 4, lower, upper, scale0, shift0), x, sum0);
                sum1 = Fma.MultiplyAdd(Weight<TCodes, TRule>(word1, 4, lower, upper, scale1, shift1), x, sum1);
                x = Vector256.Create(a[5]);
                sum0 = Fma.MultiplyAdd(Weight<TCodes, TRule>(word0, 5, lower, upper, scale0, shift0), x, sum0);
                sum1 = Fma.MultiplyAdd(Weight<TCodes, TRule>(word1, 5, lower, upper, scale1, shift1), x, sum1);
                x = Vector256.Create(a[6]);
                sum0 = Fma.MultiplyAdd(Weight<TCodes, TRule>(word0, 6, lower, upper, scale0, shift0), x, sum0);
                sum1 = Fma.MultiplyAdd(Weight<TCodes, TRule>(word1, 6, lower, upper, scale1, shift1), x, sum1);
                x = Vector256.Create(a[7]);
                sum0 = Fma.MultiplyAdd(Weight<TCodes, TRule>(word0, 7, lower, upper, scale0, shift0), x, sum0);
                sum1 = Fma.MultiplyAdd(Weight<TCodes, TRule>(word1, 7, lower, upper, scale1, shift1), x, sum1);
            }
            if (a == end) continue;
            Vector256<uint> last0 = Vector256.Load((uint*)codes), last1 = Vector256.Load((uint*)codes + Quarter);
            for (int i = 0; a < end; i++, a++)
            {
                sum0 = Fma.MultiplyAdd(Weight<TCodes, TRule>(last0, i, lower, upper, scale0, shift0), Vector256.Create(*a), sum0);
                sum1 = Fma.MultiplyAdd(Weight<TCodes, TRule>(last1, i, lower, upper, scale1, shift1), Vector256.Create(*a), sum1);
            }
            codes += Lanes;
        }
        sum0.Store(sums);
        sum1.Store(sums + Quarter);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Weight<TCodes, TRule>(Vector256<uint> words, int step, Vector256<float> lower, Vector256<float> upper, Vector256<float> scale, Vector256<float> shift)
        where TCodes : struct, IAvx2Codes
        where TRule : struct, IAvx2Rule => TRule.Value(TCodes.Number(words, step, lower, upper), scale, shift);

    private static (Vector256<float> Lower, Vector256<float> Upper) Table(QuantizedFormat format) =>
        format.Table is { } table ? (Vector256.Create<float>(table), Vector256.Create<float>(table.AsSpan(Vector256<float>.Count))) : default;
}
