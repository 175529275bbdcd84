namespace MLNetHemorrhage.Numerics;

/// <summary>The few rows of A of a decoding step against one window of a sparse right-hand side, one after the other.</summary>
internal static unsafe class SparseRows
{
    public static void Run(SparseKernel kernel, MatrixView a, SparseWindow window, MatrixView c, bool accumulate)
    {
        float* sums = GemmScratch.Current.Rows(SparseWindow.MaxRows);
        for (int s0 = 0; s0 < window.Strips; s0 += SparseWindow.StripsPerSlice)
        {
            bool add = accumulate || s0 > 0;
            for (int i = 0; i < a.Rows; i++)
            {
                new Span<float>(sums, SparseWindow.MaxRows).Clear();
                for (int s = s0; s < Math.Min(window.Strips, s0 + SparseWindow.StripsPerSlice); s++)
                    kernel.RunSingle(window, s, a.Pointer + (nint)i * a.Stride + s * SparseWindow.StripColumns, sums);
                float* target = c.Pointer + (nint)i * c.Stride + window.FirstRow;
                for (int j = 0; j < window.Rows; j++) target[j] = add ? target[j] + sums[j] : sums[j];
            }
        }
    }
}
