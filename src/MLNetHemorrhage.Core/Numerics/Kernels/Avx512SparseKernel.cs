using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLNetHemorrhage.Numerics;

/// <summary>Blocks in eight 512-bit vectors: two rows of B at a time against 64 rows of A, or a whole panel against 16.</summary>
internal sealed unsafe class Avx512SparseKernel : Avx2SparseKernel
{
    public static new bool IsSupported => Avx512F.IsSupported && Avx2SparseKernel.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void RunWide(SparseWindow window, int strip, float* a, float* sums)
    {
        float* values = window.Values(strip);
        byte* columns = window.Columns(strip), rows = window.RowsOfLanes(strip);
        foreach (byte steps in window.Steps(strip))
        {
            if (steps == 0) break;
            for (int lane = 0; lane < SparseWindow.Lanes; lane += 2)
                TwoRows(steps, values + lane, columns + lane, a, sums + rows[lane] * Wide, sums + rows[lane + 1] * Wide);
            rows += SparseWindow.Lanes;
            values += steps * SparseWindow.Lanes;
            columns += steps * SparseWindow.Lanes;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void RunNarrow(SparseWindow window, int strip, float* a, float* sums)
    {
        float* values = window.Values(strip);
        byte* columns = window.Columns(strip), rows = window.RowsOfLanes(strip);
        foreach (byte steps in window.Steps(strip))
        {
            if (steps == 0) break;
            EightRows(steps, values, columns, a, sums, rows);
            rows += SparseWindow.Lanes;
            values += steps * SparseWindow.Lanes;
            columns += steps * SparseWindow.Lanes;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoRows(int steps, float* values, byte* columns, float* a, float* p, float* q)
    {
        Vector512<float> p0 = Vector512.Load(p), p1 = Vector512.Load(p + 16), p2 = Vector512.Load(p + 32), p3 = Vector512.Load(p + 48);
        Vector512<float> q0 = Vector512.Load(q), q1 = Vector512.Load(q + 16), q2 = Vector512.Load(q + 32), q3 = Vector512.Load(q + 48);
        for (float* end = values + steps * SparseWindow.Lanes; values < end; values += SparseWindow.Lanes, columns += SparseWindow.Lanes)
        {
            float* x = a + columns[0] * Wide, y = a + columns[1] * Wide;
            var v = Vector512.Create(values[0]);
            p0 = Avx512F.FusedMultiplyAdd(v, Vector512.Load(x), p0);
            p1 = Avx512F.FusedMultiplyAdd(v, Vector512.Load(x + 16), p1);
            p2 = Avx512F.FusedMultiplyAdd(v, Vector512.Load(x + 32), p2);
            p3 = Avx512F.FusedMultiplyAdd(v, Vector512.Load(x + 48), p3);
            var w = Vector512.Create(values[1]);
            q0 = Avx512F.FusedMultiplyAdd(w, Vector512.Load(y), q0);
            q1 = Avx512F.FusedMultiplyAdd(w, Vector512.Load(y + 16), q1);
            q2 = Avx512F.FusedMultiplyAdd(w, Vector512.Load(y + 32), q2);
            q3 = Avx512F.FusedMultiplyAdd(w, Vector512.Load(y + 48), q3);
        }
        p0.Store(p);
        p1.Store(p + 16);
        p2.Store(p + 32);
        p3.Store(p + 48);
        q0.Store(q);
        q1.Store(q + 16);
        q2.Store(q + 32);
        q3.Store(q + 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EightRows(int steps, float* values, byte* columns, float* a, float* sums, byte* rows)
    {
        Vector512<float> s0 = Vector512.Load(sums + rows[0] * Narrow), s1 = Vector512.Load(sums + rows[1] * Narrow);
        Vector512<float> s2 = Vector512.Load(sums + rows[2] * Narrow), s3 = Vector512.Load(sums + rows[3] * Narrow);
        Vector512<float> s4 = Vector512.Load(sums + rows[4] * Narrow), s5 = Vector512.Load(sums + rows[5] * Narrow);
        Vector512<float> s6 = Vector512.Load(sums + rows[6] * Narrow), s7 = Vector512.Load(sums + rows[7] * Narrow);
        for (float* end = values + steps * SparseWindow.Lanes; values < end; values += SparseWindow.Lanes, columns += SparseWindow.Lanes)
        {
            s0 = Avx512F.FusedMultiplyAdd(Vector512.Create(values[0]), Vector512.Load(a + columns[0] * Narrow), s0);
            s1 = Avx512F.FusedMultiplyAdd(Vector512.Create(values[1]), Vector512.Load(a + columns[1] * Narrow), s1);
            s2 = Avx512F.FusedMultiplyAdd(Vector512.Create(values[2]), Vector512.Load(a + columns[2] * Narrow), s2);
            s3 = Avx512F.FusedMultiplyAdd(Vector512.Create(values[3]), Vector512.Load(a + columns[3] * Narrow), s3);
            s4 = Avx512F.FusedMultiplyAdd(Vector512.Create(values[4]), Vector512.Load(a + columns[4] * Narrow), s4);
            s5 = Avx512F.FusedMultiplyAdd(Vector512.Create(values[5]), Vector512.Load(a + columns[5] * Narrow), s5);
            s6 = Avx512F.FusedMultiplyAdd(Vector512.Create(values[6]), Vector512.Load(a + columns[6] * Narrow), s6);
            s7 = Avx512F.FusedMultiplyAdd(Vector512.Create(values[7]), Vector512.Load(a + columns[7] * Narrow), s7);
        }
        s0.Store(sums + rows[0] * Narrow);
        s1.Store(sums + rows[1] * Narrow);
        s2.Store(sums + rows[2] * Narrow);
        s3.Store(sums + rows[3] * Narrow);
        s4.Store(sums + rows[4] * Narrow);
        s5.Store(sums + rows[5] * Narrow);
        s6.Store(sums + rows[6] * Narrow);
        s7.Store(sums + rows[7] * Narrow);
    }
}
