using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLNetHemorrhage.Numerics;

/// <summary>
/// 14 x 32 numbers of C in 28 of the 32 registers of AVX-512, two more for B and one for A; shorter variants for the last rows
/// and for single-token decoding. Written out in full: only named locals are kept in registers.
/// </summary>
internal sealed unsafe class Avx512Kernel : MicroKernel
{
    public static bool IsSupported => Avx512F.IsSupported;

    public override int Rows => 14;

    public override int Fit(int rows) => rows > 8 ? 14 : rows > 4 ? 8 : rows > 1 ? 4 : 1;

    public override void Run(int rows, nint depth, float* a, float* b, float* c, nint stride, bool add)
    {
        if (add)
        {
            for (int i = 0; i < rows; i++)
            {
                Sse.Prefetch0(c + i * stride);
                Sse.Prefetch0(c + i * stride + Vector512<float>.Count);
            }
        }
        switch (rows)
        {
            case 14: Rows14(depth, a, b, c, stride, add); break;
            case 8: Rows8(depth, a, b, c, stride, add); break;
            case 4: Rows4(depth, a, b, c, stride, add); break;
            default: Rows1(depth, a, b, c, stride, add); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows14(nint depth, float* a, float* b, float* c, nint stride, bool add)
    {
        Vector512<float> c00 = Vector512<float>.Zero, c01 = Vector512<float>.Zero;
        Vector512<float> c10 = Vector512<float>.Zero, c11 = Vector512<float>.Zero;
        Vector512<float> c20 = Vector512<float>.Zero, c21 = Vector512<float>.Zero;
        Vector512<float> c30 = Vector512<float>.Zero, c31 = Vector512<float>.Zero;
        Vector512<float> c40 = Vector512<float>.Zero, c41 = Vector512<float>.Zero;
        Vector512<float> c50 = Vector512<float>.Zero, c51 = Vector512<float>.Zero;
        Vector512<float> c60 = Vector512<float>.Zero, c61 = Vector512<float>.Zero;
        Vector512<float> c70 = Vector512<float>.Zero, c71 = Vector512<float>.Zero;
        Vector512<float> c80 = Vector512<float>.Zero, c81 = Vector512<float>.Zero;
        Vector512<float> c90 = Vector512<float>.Zero, c91 = Vector512<float>.Zero;
        Vector512<float> ca0 = Vector512<float>.Zero, ca1 = Vector512<float>.Zero;
        Vector512<float> cb0 = Vector512<float>.Zero, cb1 = Vector512<float>.Zero;
        Vector512<float> cc0 = Vector512<float>.Zero, cc1 = Vector512<float>.Zero;
        Vector512<float> cd0 = Vector512<float>.Zero, cd1 = Vector512<float>.Zero;
        for (float* end = a + depth * 14; a < end; a += 14, b += PackedMatrix.PanelRows)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
            var a0 = Vector512.Create(a[0]);
            c00 = Avx512F.FusedMultiplyAdd(a0, b0, c00);
            c01 = Avx512F.FusedMultiplyAdd(a0, b1, c01);
            var a1 = Vector512.Create(a[1]);
            c10 = Avx512F.FusedMultiplyAdd(a1, b0, c10);
            c11 = Avx512F.FusedMultiplyAdd(a1, b1, c11);
            var a2 = Vector512.Create(a[2]);
            c20 = Avx512F.FusedMultiplyAdd(a2, b0, c20);
            c21 = Avx512F.FusedMultiplyAdd(a2, b1, c21);
            var a3 = Vector512.Create(a[3]);
            c30 = Avx512F.FusedMultiplyAdd(a3, b0, c30);
            c31 = Avx512F.FusedMultiplyAdd(a3, b1, c31);
            var a4 = Vector512.Create(a[4]);
            c40 = Avx512F.FusedMultiplyAdd(a4, b0, c40);
            c41 = Avx512F.FusedMultiplyAdd(a4, b1, c41);
            var a5 = Vector512.Create(a[5]);
            c50 = Avx512F.FusedMultiplyAdd(a5, b0, c50);
            c51 = Avx512F.FusedMultiplyAdd(a5, b1, c51);
            var a6 = Vector512.Create(a[6]);
            c60 = Avx512F.FusedMultiplyAdd(a6, b0, c60);
            c61 = Avx512F.FusedMultiplyAdd(a6, b1, c61);
            var a7 = Vector512.Create(a[7]);
            c70 = Avx512F.FusedMultiplyAdd(a7, b0, c70);
            c71 = Avx512F.FusedMultiplyAdd(a7, b1, c71);
            var a8 = Vector512.Create(a[8]);
            c80 = Avx512F.FusedMultiplyAdd(a8, b0, c80);
            c81 = Avx512F.FusedMultiplyAdd(a8, b1, c81);
            var a9 = Vector512.Create(a[9]);
            c90 = Avx512F.FusedMultiplyAdd(a9, b0, c90);
            c91 = Avx512F.FusedMultiplyAdd(a9, b1, c91);
            var aa = Vector512.Create(a[10]);
            ca0 = Avx512F.FusedMultiplyAdd(aa, b0, ca0);
            ca1 = Avx512F.FusedMultiplyAdd(aa, b1, ca1);
            var ab = Vector512.Create(a[11]);
            cb0 = Avx512F.FusedMultiplyAdd(ab, b0, cb0);
            cb1 = Avx512F.FusedMultiplyAdd(ab, b1, cb1);
            var ac = Vector512.Create(a[12]);
            cc0 = Avx512F.FusedMultiplyAdd(ac, b0, cc0);
            cc1 = Avx512F.FusedMultiplyAdd(ac, b1, cc1);
            var ad = Vector512.Create(a[13]);
            cd0 = Avx512F.FusedMultiplyAdd(ad, b0, cd0);
            cd1 = Avx512F.FusedMultiplyAdd(ad, b1, cd1);
        }
        Put(c, add, c00, c01);
        Put(c + stride, add, c10, c11);
        Put(c + 2 * stride, add, c20, c21);
        Put(c + 3 * stride, add, c30, c31);
        Put(c + 4 * stride, add, c40, c41);
        Put(c + 5 * stride, add, c50, c51);
        Put(c + 6 * stride, add, c60, c61);
        Put(c + 7 * stride, add, c70, c71);
        Put(c + 8 * stride, add, c80, c81);
        Put(c + 9 * stride, add, c90, c91);
        Put(c + 10 * stride, add, ca0, ca1);
        Put(c + 11 * stride, add, cb0, cb1);
        Put(c + 12 * stride, add, cc0, cc1);
        Put(c + 13 * stride, add, cd0, cd1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows8(nint depth, float* a, float* b, float* c, nint stride, bool add)
    {
        Vector512<float> c00 = Vector512<float>.Zero, c01 = Vector512<float>.Zero;
        Vector512<float> c10 = Vector512<float>.Zero, c11 = Vector512<float>.Zero;
        Vector512<float> c20 = Vector512<float>.Zero, c21 = Vector512<float>.Zero;
        Vector512<float> c30 = Vector512<float>.Zero, c31 = Vector512<float>.Zero;
        Vector512<float> c40 = Vector512<float>.Zero, c41 = Vector512<float>.Zero;
        Vector512<float> c50 = Vector512<float>.Zero, c51 = Vector512<float>.Zero;
        Vector512<float> c60 = Vector512<float>.Zero, c61 = Vector512<float>.Zero;
        Vector512<float> c70 = Vector512<float>.Zero, c71 = Vector512<float>.Zero;
        for (float* end = a + depth * 8; a < end; a += 8, b += PackedMatrix.PanelRows)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
            var a0 = Vector512.Create(a[0]);
            c00 = Avx512F.FusedMultiplyAdd(a0, b0, c00);
            c01 = Avx512F.FusedMultiplyAdd(a0, b1, c01);
            var a1 = Vector512.Create(a[1]);
            c10 = Avx512F.FusedMultiplyAdd(a1, b0, c10);
            c11 = Avx512F.FusedMultiplyAdd(a1, b1, c11);
            var a2 = Vector512.Create(a[2]);
            c20 = Avx512F.FusedMultiplyAdd(a2, b0, c20);
            c21 = Avx512F.FusedMultiplyAdd(a2, b1, c21);
            var a3 = Vector512.Create(a[3]);
            c30 = Avx512F.FusedMultiplyAdd(a3, b0, c30);
            c31 = Avx512F.FusedMultiplyAdd(a3, b1, c31);
            var a4 = Vector512.Create(a[4]);
            c40 = Avx512F.FusedMultiplyAdd(a4, b0, c40);
            c41 = Avx512F.FusedMultiplyAdd(a4, b1, c41);
            var a5 = Vector512.Create(a[5]);
            c50 = Avx512F.FusedMultiplyAdd(a5, b0, c50);
            c51 = Avx512F.FusedMultiplyAdd(a5, b1, c51);
            var a6 = Vector512.Create(a[6]);
            c60 = Avx512F.FusedMultiplyAdd(a6, b0, c60);
            c61 = Avx512F.FusedMultiplyAdd(a6, b1, c61);
            var a7 = Vector512.Create(a[7]);
            c70 = Avx512F.FusedMultiplyAdd(a7, b0, c70);
            c71 = Avx512F.FusedMultiplyAdd(a7, b1, c71);
        }
        Put(c, add, c00, c01);
        Put(c + stride, add, c10, c11);
        Put(c + 2 * stride, add, c20, c21);
        Put(c + 3 * stride, add, c30, c31);
        Put(c + 4 * stride, add, c40, c41);
        Put(c + 5 * stride, add, c50, c51);
        Put(c + 6 * stride, add, c60, c61);
        Put(c + 7 * stride, add, c70, c71);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4(nint depth, float* a, float* b, float* c, nint stride, bool add)
    {
        Vector512<float> c00 = Vector512<float>.Zero, c01 = Vector512<float>.Zero;
        Vector512<float> c10 = Vector512<float>.Zero, c11 = Vector512<float>.Zero;
        Vector512<float> c20 = Vector512<float>.Zero, c21 = Vector512<float>.Zero;
        Vector512<float> c30 = Vector512<float>.Zero, c31 = Vector512<float>.Zero;
        for (float* end = a + depth * 4; a < end; a += 4, b += PackedMatrix.PanelRows)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
            var a0 = Vector512.Create(a[0]);
            c00 = Avx512F.FusedMultiplyAdd(a0, b0, c00);
            c01 = Avx512F.FusedMultiplyAdd(a0, b1, c01);
            var a1 = Vector512.Create(a[1]);
            c10 = Avx512F.FusedMultiplyAdd(a1, b0, c10);
            c11 = Avx512F.FusedMultiplyAdd(a1, b1, c11);
            var a2 = Vector512.Create(a[2]);
            c20 = Avx512F.FusedMultiplyAdd(a2, b0, c20);
            c21 = Avx512F.FusedMultiplyAdd(a2, b1, c21);
            var a3 = Vector512.Create(a[3]);
            c30 = Avx512F.FusedMultiplyAdd(a3, b0, c30);
            c31 = Avx512F.FusedMultiplyAdd(a3, b1, c31);
        }
        Put(c, add, c00, c01);
        Put(c + stride, add, c10, c11);
        Put(c + 2 * stride, add, c20, c21);
        Put(c + 3 * stride, add, c30, c31);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows1(nint depth, float* a, float* b, float* c, nint stride, bool add)
    {
        Vector512<float> c00 = Vector512<float>.Zero, c01 = Vector512<float>.Zero;
        for (float* end = a + depth * 1; a < end; a += 1, b += PackedMatrix.PanelRows)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
            var a0 = Vector512.Create(a[0]);
            c00 = Avx512F.FusedMultiplyAdd(a0, b0, c00);
            c01 = Avx512F.FusedMultiplyAdd(a0, b1, c01);
        }
        Put(c, add, c00, c01);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* c, bool add, Vector512<float> left, Vector512<float> right)
    {
        if (add)
        {
            left += Vector512.Load(c);
            right += Vector512.Load(c + Vector512<float>.Count);
        }
        left.Store(c);
        right.Store(c + Vector512<float>.Count);
    }
}
