using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLNetHemorrhage.Numerics;

/// <summary>The portable kernel, but for single rows, whose values the eight lanes of a panel gather.</summary>
internal unsafe class Avx2SparseKernel : PortableSparseKernel
{
    // Values come from memory once for each row of A, in two streams that the processor alone does not fetch early enough.
    private const int PrefetchSteps = 128;

    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void RunSingle(SparseWindow window, int strip, float* a, float* sums)
    {
        float* values = window.Values(strip);
        byte* columns = window.Columns(strip), rows = window.RowsOfLanes(strip);
        foreach (byte steps in window.Steps(strip))
        {
            if (steps == 0) break;
            var sum = Avx2.GatherVector256(sums, Avx2.ConvertToVector256Int32(rows), sizeof(float));
            for (float* end = values + steps * SparseWindow.Lanes; values < end; values += SparseWindow.Lanes, columns += SparseWindow.Lanes)
            {
                Sse.Prefetch0(values + PrefetchSteps * SparseWindow.Lanes);
                Sse.Prefetch0(columns + PrefetchSteps * SparseWindow.Lanes);
                var x = Avx2.GatherVector256(a, Avx2.ConvertToVector256Int32(columns), sizeof(float));
                sum = Fma.MultiplyAdd(Vector256.Load(values), x, sum);
            }
            for (int lane = 0; lane < SparseWindow.Lanes; lane++) sums[rows[lane]] = sum[lane];
            rows += SparseWindow.Lanes;
        }
    }
}
