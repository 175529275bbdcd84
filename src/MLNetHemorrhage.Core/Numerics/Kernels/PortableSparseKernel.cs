using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Numerics;

/// <summary>Blocks in eight 256-bit vectors, which any processor runs and AVX2 runs well; single rows one number at a time.</summary>
internal unsafe class PortableSparseKernel : SparseKernel
{
    public override void RunSingle(SparseWindow window, int strip, float* a, float* sums)
    {
        float* values = window.Values(strip);
        byte* columns = window.Columns(strip), rows = window.RowsOfLanes(strip);
        foreach (byte steps in window.Steps(strip))
        {
            for (int lane = 0; lane < SparseWindow.Lanes; lane++)
            {
                float sum = sums[rows[lane]];
                for (int i = lane; i < steps * SparseWindow.Lanes; i += SparseWindow.Lanes) sum = MathF.FusedMultiplyAdd(values[i], a[columns[i]], sum);
                sums[rows[lane]] = sum;
            }
            rows += SparseWindow.Lanes;
            values += steps * SparseWindow.Lanes;
            columns += steps * SparseWindow.Lanes;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void RunWide(SparseWindow window, int strip, float* a, float* sums)
    {
        float* values = window.Values(strip);
        byte* columns = window.Columns(strip), rows = window.RowsOfLanes(strip);
        foreach (byte steps in window.Steps(strip))
        {
            for (int lane = 0; lane < SparseWindow.Lanes; lane++) Row(steps, values + lane, columns + lane, a, sums + rows[lane] * Wide);
            rows += SparseWindow.Lanes;
            values += steps * SparseWindow.Lanes;
            columns += steps * SparseWindow.Lanes;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void RunNarrow(SparseWindow window, int strip, float* a, float* sums)
    {
        const int Rows = 4;
        float* values = window.Values(strip);
        byte* columns = window.Columns(strip), rows = window.RowsOfLanes(strip);
        foreach (byte steps in window.Steps(strip))
        {
            for (int lane = 0; lane < SparseWindow.Lanes; lane += Rows) FourRows(steps, values + lane, columns + lane, a, sums, rows + lane);
            rows += SparseWindow.Lanes;
            values += steps * SparseWindow.Lanes;
            columns += steps * SparseWindow.Lanes;
        }
    }

    // Named locals stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(int steps, float* values, byte* columns, float* a, float* sum)
    {
        Vector256<float> s0 = Vector256.Load(sum), s1 = Vector256.Load(sum + 8), s2 = Vector256.Load(sum + 16), s3 = Vector256.Load(sum + 24);
        Vector256<float> s4 = Vector256.Load(sum + 32), s5 = Vector256.Load(sum + 40), s6 = Vector256.Load(sum + 48), s7 = Vector256.Load(sum + 56);
        for (float* end = values + steps * SparseWindow.Lanes; values < end; values += SparseWindow.Lanes, columns += SparseWindow.Lanes)
        {
            float* x = a + *columns * Wide;
            var w = Vector256.Create(*values);
            s0 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x), s0);
            s1 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x + 8), s1);
            s2 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x + 16), s2);
            s3 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x + 24), s3);
            s4 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x + 32), s4);
            s5 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x + 40), s5);
            s6 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x + 48), s6);
            s7 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x + 56), s7);
        }
        s0.Store(sum);
        s1.Store(sum + 8);
        s2.Store(sum + 16);
        s3.Store(sum + 24);
        s4.Store(sum + 32);
        s5.Store(sum + 40);
        s6.Store(sum + 48);
        s7.Store(sum + 56);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRows(int steps, float* values, byte* columns, float* a, float* sums, byte* rows)
    {
        float* p0 = sums + rows[0] * Narrow, p1 = sums + rows[1] * Narrow, p2 = sums + rows[2] * Narrow, p3 = sums + rows[3] * Narrow;
        Vector256<float> s00 = Vector256.Load(p0), s01 = Vector256.Load(p0 + 8), s10 = Vector256.Load(p1), s11 = Vector256.Load(p1 + 8);
        Vector256<float> s20 = Vector256.Load(p2), s21 = Vector256.Load(p2 + 8), s30 = Vector256.Load(p3), s31 = Vector256.Load(p3 + 8);
        for (float* end = values + steps * SparseWindow.Lanes; values < end; values += SparseWindow.Lanes, columns += SparseWindow.Lanes)
        {
            float* x = a + columns[0] * Narrow;
            var w = Vector256.Create(values[0]);
            s00 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x), s00);
            s01 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x + 8), s01);
            x = a + columns[1] * Narrow;
            w = Vector256.Create(values[1]);
            s10 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x), s10);
            s11 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x + 8), s11);
            x = a + columns[2] * Narrow;
            w = Vector256.Create(values[2]);
            s20 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x), s20);
            s21 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x + 8), s21);
            x = a + columns[3] * Narrow;
            w = Vector256.Create(values[3]);
            s30 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x), s30);
            s31 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x + 8), s31);
        }
        s00.Store(p0);
        s01.Store(p0 + 8);
        s10.Store(p1);
        s11.Store(p1 + 8);
        s20.Store(p2);
        s21.Store(p2 + 8);
        s30.Store(p3);
        s31.Store(p3 + 8);
    }
}
