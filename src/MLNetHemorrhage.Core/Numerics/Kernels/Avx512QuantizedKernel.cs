using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLNetHemorrhage.Numerics;

/// <summary>A panel's 32 lanes in two vectors. Written out in full: only named locals are kept in registers.</summary>
internal sealed unsafe class Avx512QuantizedKernel : QuantizedRowKernel
{
    private const int Lanes = QuantizedPanels.Lanes, Half = Lanes / 2;

    // Codes come from memory in one stream, faster than the processor alone fetches it.
    private const int PrefetchLength = 4096 / sizeof(float);

    public static bool IsSupported => Avx512BW.IsSupported;

    public override void Unpack(QuantizedFormat format, ReadOnlySpan<int> runs, float* codes, float* to)
    {
        switch (format.Table, format.Rule)
        {
            case (null, ScaleRule.Scaled): Unpack<Avx512Bytes, Avx512Scaled>(format, runs, codes, to); break;
            case (null, ScaleRule.Centered): Unpack<Avx512Bytes, Avx512Centered>(format, runs, codes, to); break;
            case (null, _): Unpack<Avx512Bytes, Avx512Offset>(format, runs, codes, to); break;
            case (_, ScaleRule.Scaled): Unpack<Avx512Nibbles, Avx512Scaled>(format, runs, codes, to); break;
            case (_, ScaleRule.Centered): Unpack<Avx512Nibbles, Avx512Centered>(format, runs, codes, to); break;
            default: Unpack<Avx512Nibbles, Avx512Offset>(format, runs, codes, to); break;
        }
    }

    public override void Multiply(QuantizedFormat format, ReadOnlySpan<int> runs, float* codes, float* a, nint stride, int rows, float* sums)
    {
        switch (format.Table, format.Rule)
        {
            case (null, ScaleRule.Scaled): Multiply<Avx512Bytes, Avx512Scaled>(format, runs, codes, a, stride, rows, sums); break;
            case (null, ScaleRule.Centered): Multiply<Avx512Bytes, Avx512Centered>(format, runs, codes, a, stride, rows, sums); break;
            case (null, _): Multiply<Avx512Bytes, Avx512Offset>(format, runs, codes, a, stride, rows, sums); break;
            case (_, ScaleRule.Scaled): Multiply<Avx512Nibbles, Avx512Scaled>(format, runs, codes, a, stride, rows, sums); break;
            case (_, ScaleRule.Centered): Multiply<Avx512Nibbles, Avx512Centered>(format, runs, codes, a, stride, rows, sums); break;
            default: Multiply<Avx512Nibbles, Avx512Offset>(format, runs, codes, a, stride, rows, sums); break;
        }
    }

    private static void Multiply<TCodes, TRule>(QuantizedFormat format, ReadOnlySpan<int> runs, float* codes, float* a, nint stride, int rows, float* sums)
        where TCodes : struct, IAvx512Codes
        where TRule : struct, IAvx512Rule
    {
        if (rows == 1) Multiply<TCodes, TRule>(format, runs, codes, a, sums);
        else MultiplyFour<TCodes, TRule>(format, runs, codes, a, a + stride, a + Math.Min(2, rows - 1) * stride, a + Math.Min(3, rows - 1) * stride, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Unpack<TCodes, TRule>(QuantizedFormat format, ReadOnlySpan<int> runs, float* codes, float* to)
        where TCodes : struct, IAvx512Codes
        where TRule : struct, IAvx512Rule
    {
        bool hasShifts = format.HasShifts;
        var table = Table(format);
        Vector512<float> shift0 = Vector512.Create(format.CommonShift ?? 0), shift1 = shift0;
        foreach (int length in runs)
        {
            Vector512<float> scale0 = Vector512.Load(codes), scale1 = Vector512.Load(codes + Half);
            codes += Lanes;
            if (hasShifts)
            {
                (shift0, shift1) = (Vector512.Load(codes), Vector512.Load(codes + Half));
                codes += Lanes;
            }
            int left = length;
            for (; left >= TCodes.OfWord; left -= TCodes.OfWord, codes += Lanes, to += TCodes.OfWord * Lanes)
            {
                Sse.Prefetch0(codes + PrefetchLength);
                Sse.Prefetch0(codes + PrefetchLength + Half);
                Vector512<uint> word0 = Vector512.Load((uint*)codes), word1 = Vector512.Load((uint*)codes + Half);
                Weight<TCodes, TRule>(word0, 0, table, scale0, shift0).Store(to);
                Weight<TCodes, TRule>(word1, 0, table, scale1, shift1).Store(to + Half);
                Weight<TCodes, TRule>(word0, 1, table, scale0, shift0).Store(to + Lanes);
                Weight<TCodes, TRule>(word1, 1, table, scale1, shift1).Store(to + Lanes + Half);
                Weight<TCodes, TRule>(word0, 2, table, scale0, shift0).Store(to + 2 * Lanes);
                Weight<TCodes, TRule>(word1, 2, table, scale1, shift1).Store(to + 2 * Lanes + Half);
                Weight<TCodes, TRule>(word0, 3, table, scale0, shift0).Store(to + 3 * Lanes);
                Weight<TCodes, TRule>(word1, 3, table, scale1, shift1).Store(to + 3 * Lanes + Half);
                if (TCodes.OfWord == 4) continue;
                Weight<TCodes, TRule>(word0, 4, table, scale0, shift0).Store(to + 4 * Lanes);
                Weight<TCodes, TRule>(word1, 4, table, scale1, shift1).Store(to + 4 * Lanes + Half);
                Weight<TCodes, TRule>(word0, 5, table, scale0, shift0).Store(to + 5 * Lanes);
                Weight<TCodes, TRule>(word1, 5, table, scale1, shift1).Store(to + 5 * Lanes + Half);
                Weight<TCodes, TRule>(word0, 6, table, scale0, shift0).Store(to + 6 * Lanes);
                Weight<TCodes, TRule>(word1, 6, table, scale1, shift1).Store(to + 6 * Lanes + Half);
                Weight<TCodes, TRule>(word0, 7, table, scale0, shift0).Store(to + 7 * Lanes);
                Weight<TCodes, TRule>(word1, 7, table, scale1, shift1).Store(to + 7 * Lanes + Half);
            }
            if (left == 0) continue;
            Vector512<uint> last0 = Vector512.Load((uint*)codes), last1 = Vector512.Load((uint*)codes + Half);
            for (int i = 0; i < left; i++, to += Lanes)
            {
                Weight<TCodes, TRule>(last0, i, table, scale0, shift0).Store(to);
                Weight<TCodes, TRule>(last1, i, table, scale1, shift1).Store(to + Half);
            }
            codes += Lanes;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TCodes, TRule>(QuantizedFormat format, ReadOnlySpan<int> runs, float* codes, float* a, float* sums)
        where TCodes : struct, IAvx512Codes
        where TRule : struct, IAvx512Rule
    {
        bool hasShifts = format.HasShifts;
        var table = Table(format);
        Vector512<float> shift0 = Vector512.Create(format.CommonShift ?? 0), shift1 = shift0;
        Vector512<float> sum0 = Vector512<float>.Zero, sum1 = Vector512<float>.Zero;
        foreach (int length in runs)
        {
            Vector512<float> scale0 = Vector512.Load(codes), scale1 = Vector512.Load(codes + Half);
            codes += Lanes;
            if (hasShifts)
            {
                (shift0, shift1) = (Vector512.Load(codes), Vector512.Load(codes + Half));
                codes += Lanes;
            }
            float* end = a + length;
            for (; a <= end - TCodes.OfWord; a += TCodes.OfWord, codes += Lanes)
            {
                Sse.Prefetch0(codes + PrefetchLength);
                Sse.Prefetch0(codes + PrefetchLength + Half);
                Vector512<uint> word0 = Vector512.Load((uint*)codes), word1 = Vector512.Load((uint*)codes + Half);
                var x = Vector512.Create(a[0]);
                sum0 = Avx512F.FusedMultiplyAdd(Weight<TCodes, TRule>(word0, 0, table, scale0, shift0), x, sum0);
                sum1 = Avx512F.FusedMultiplyAdd(Weight<TCodes, TRule>(word1, 0, table, scale1, shift1), x, sum1);
                x = Vector512.Create(a[1]);
                sum0 = Avx512F.FusedMultiplyAdd(Weight<TCodes, TRule>(word0, 1, table, scale0, shift0), x, sum0);
                sum1 = Avx512F.FusedMultiplyAdd(Weight<TCodes, TRule>(word1, 1, table, scale1, shift1), x, sum1);
                x = Vector512.Create(a[2]);
                sum0 = Avx512F.FusedMultiplyAdd(Weight<TCodes, TRule>(word0, 2, table, scale0, shift0), x, sum0);
                sum1 = Avx512F.FusedMultiplyAdd(Weight<TCodes, TRule>(word1, 2, table, scale1, shift1), x, sum1);
                x = Vector512.Create(a[3]);
                sum0 = Avx512F.FusedMultiplyAdd(Weight<TCodes, TRule>(word0, 3, table, scale0, shift0), x, sum0);
                sum1 = Avx512F.FusedMultiplyAdd(Weight<TCodes, TRule>(word1, 3, table, scale1, shift1), x, sum1);
                if (TCodes.OfWord == 4) continue;
                x = Vector512.Create(a[4]);
                sum0 = Avx512F.FusedMultiplyAdd(Weight<TCodes, TRule>(word0, 4, table, scale0, shift0), x, sum0);
                sum1 = Avx512F.FusedMultiplyAdd(Weight<TCodes, TRule>(word1, 4, table, scale1, shift1), x, sum1);
                x = Vector512.Create(a[5]);
                sum0 = Avx512F.FusedMultiplyAdd(Weight<TCodes, TRule>(word0, 5, table, scale0, shift0), x, sum0);
                sum1 = Avx512F.FusedMultiplyAdd(Weight<TCodes, TRule>(word1, 5, table, scale1, shift1), x, sum1);
                x = Vector512.Create(a[6]);
                sum0 = Avx512F.FusedMultiplyAdd(Weight<TCodes, TRule>(word0, 6, table, scale0, shift0), x, sum0);
                sum1 = Avx512F.FusedMultiplyAdd(Weight<TCodes, TRule>(word1, 6, table, scale1, shift1), x, sum1);
                x = Vector512.Create(a[7]);
                sum0 = Avx512F.FusedMultiplyAdd(Weight<TCodes, TRule>(word0, 7, table, scale0, shift0), x, sum0);
                sum1 = Avx512F.FusedMultiplyAdd(Weight<TCodes, TRule>(word1, 7, table, scale1, shift1), x, sum1);
            }
            if (a == end) continue;
            Vector512<uint> last0 = Vector512.Load((uint*)codes), last1 = Vector512.Load((uint*)codes + Half);
            for (int i = 0; a < end; i++, a++)
            {
                sum0 = Avx512F.FusedMultiplyAdd(Weight<TCodes, TRule>(last0, i, table, scale0, shift0), Vector512.Create(*a), sum0);
                sum1 = Avx512F.FusedMultiplyAdd(Weight<TCodes, TRule>(last1, i, table, scale1, shift1), Vector512.Create(*a), sum1);
            }
            codes += Lanes;
        }
        sum0.Store(sums);
        sum1.Store(sums + Half);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyFour<TCodes, TRule>(QuantizedFormat format, ReadOnlySpan<int> runs, float* codes, float* a0, float* a1, float* a2, float* a3, float* sums)
        where TCodes : struct, IAvx512Codes
        where TRule : struct, IAvx512Rule
    {
        bool hasShifts = format.HasShifts;
        var table = Table(format);
        Vector512<float> shift0 = Vector512.Create(format.CommonShift ?? 0), shift1 = shift0;
        Vector512<float> s00 = Vector512<float>.Zero, s01 = Vector512<float>.Zero, s10 = Vector512<float>.Zero, s11 = Vector512<float>.Zero;
        Vector512<float> s20 = Vector512<float>.Zero, s21 = Vector512<float>.Zero, s30 = Vector512<float>.Zero, s31 = Vector512<float>.Zero;
        foreach (int length in runs)
        {
            Vector512<float> scale0 = Vector512.Load(codes), scale1 = Vector512.Load(codes + Half);
            codes += Lanes;
            if (hasShifts)
            {
                (shift0, shift1) = (Vector512.Load(codes), Vector512.Load(codes + Half));
                codes += Lanes;
            }
            for (int left = length; left > 0; left -= TCodes.OfWord, codes += Lanes)
            {
                Sse.Prefetch0(codes + PrefetchLength);
                Sse.Prefetch0(codes + PrefetchLength + Half);
                Vector512<uint> word0 = Vector512.Load((uint*)codes), word1 = Vector512.Load((uint*)codes + Half);
                for (int i = 0; i < Math.Min(TCodes.OfWord, left); i++, a0++, a1++, a2++, a3++)
                {
                    var w0 = Weight<TCodes, TRule>(word0, i, table, scale0, shift0);
                    var w1 = Weight<TCodes, TRule>(word1, i, table, scale1, shift1);
                    var x = Vector512.Create(*a0);
                    s00 = Avx512F.FusedMultiplyAdd(w0, x, s00);
                    s01 = Avx512F.FusedMultiplyAdd(w1, x, s01);
                    x = Vector512.Create(*a1);
                    s10 = Avx512F.FusedMultiplyAdd(w0, x, s10);
                    s11 = Avx512F.FusedMultiplyAdd(w1, x, s11);
                    x = Vector512.Create(*a2);
                    s20 = Avx512F.FusedMultiplyAdd(w0, x, s20);
                    s21 = Avx512F.FusedMultiplyAdd(w1, x, s21);
                    x = Vector512.Create(*a3);
                    s30 = Avx512F.FusedMultiplyAdd(w0, x, s30);
                    s31 = Avx512F.FusedMultiplyAdd(w1, x, s31);
                }
            }
        }
        s00.Store(sums);
        s01.Store(sums + Half);
        s10.Store(sums + Lanes);
        s11.Store(sums + Lanes + Half);
        s20.Store(sums + 2 * Lanes);
        s21.Store(sums + 2 * Lanes + Half);
        s30.Store(sums + 3 * Lanes);
        s31.Store(sums + 3 * Lanes + Half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Weight<TCodes, TRule>(Vector512<uint> words, int step, Vector512<float> table, Vector512<float> scale, Vector512<float> shift)
        where TCodes : struct, IAvx512Codes
        where TRule : struct, IAvx512Rule => TRule.Value(TCodes.Number(words, step, table), scale, shift);

    private static Vector512<float> Table(QuantizedFormat format) => format.Table is null ? default : Vector512.Create<float>(format.Table);
}
