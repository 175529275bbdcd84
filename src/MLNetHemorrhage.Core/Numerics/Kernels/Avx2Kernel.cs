using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLNetHemorrhage.Numerics;

/// <summary>
/// 6 x 16 numbers of C in 12 of the 16 registers of AVX2, two more for B and one for A; a panel's 32 columns are done in two
/// halves. Written out in full: only named locals are kept in registers.
/// </summary>
internal sealed unsafe class Avx2Kernel : MicroKernel
{
    private const int Half = PackedMatrix.PanelRows / 2;

    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    public override int Rows => 6;

    public override int Fit(int rows) => rows > 1 ? 6 : 1;

    public override void Run(int rows, nint depth, float* a, float* b, float* c, nint stride, bool add)
    {
        if (rows == 6)
        {
            Rows6(depth, a, b, c, stride, add);
            Rows6(depth, a, b + Half, c + Half, stride, add);
        }
        else
        {
            Rows1(depth, a, b, c, stride, add);
            Rows1(depth, a, b + Half, c + Half, stride, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows6(nint depth, float* a, float* b, float* c, nint stride, bool add)
    {
        Vector256<float> c00 = Vector256<float>.Zero, c01 = Vector256<float>.Zero;
        Vector256<float> c10 = Vector256<float>.Zero, c11 = Vector256<float>.Zero;
        Vector256<float> c20 = Vector256<float>.Zero, c21 = Vector256<float>.Zero;
        Vector256<float> c30 = Vector256<float>.Zero, c31 = Vector256<float>.Zero;
        Vector256<float> c40 = Vector256<float>.Zero, c41 = Vector256<float>.Zero;
        Vector256<float> c50 = Vector256<float>.Zero, c51 = Vector256<float>.Zero;
        for (float* end = a + depth * 6; a < end; a += 6, b += PackedMatrix.PanelRows)
        {
            Vector256<float> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 8);
            var a0 = Vector256.Create(a[0]);
            c00 = Fma.MultiplyAdd(a0, b0, c00);
            c01 = Fma.MultiplyAdd(a0, b1, c01);
            var a1 = Vector256.Create(a[1]);
            c10 = Fma.MultiplyAdd(a1, b0, c10);
            c11 = Fma.MultiplyAdd(a1, b1, c11);
            var a2 = Vector256.Create(a[2]);
            c20 = Fma.MultiplyAdd(a2, b0, c20);
            c21 = Fma.MultiplyAdd(a2, b1, c21);
            var a3 = Vector256.Create(a[3]);
            c30 = Fma.MultiplyAdd(a3, b0, c30);
            c31 = Fma.MultiplyAdd(a3, b1, c31);
            var a4 = Vector256.Create(a[4]);
            c40 = Fma.MultiplyAdd(a4, b0, c40);
            c41 = Fma.MultiplyAdd(a4, b1, c41);
            var a5 = Vector256.Create(a[5]);
            c50 = Fma.MultiplyAdd(a5, b0, c50);
            c51 = Fma.MultiplyAdd(a5, b1, c51);
        }
        Put(c, add, c00, c01);
        Put(c + stride, add, c10, c11);
        Put(c + 2 * stride, add, c20, c21);
        Put(c + 3 * stride, add, c30, c31);
        Put(c + 4 * stride, add, c40, c41);
        Put(c + 5 * stride, add, c50, c51);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows1(nint depth, float* a, float* b, float* c, nint stride, bool add)
    {
        Vector256<float> c00 = Vector256<float>.Zero, c01 = Vector256<float>.Zero;
        for (float* end = a + depth * 1; a < end; a += 1, b += PackedMatrix.PanelRows)
        {
            Vector256<float> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 8);
            var a0 = Vector256.Create(a[0]);
            c00 = Fma.MultiplyAdd(a0, b0, c00);
            c01 = Fma.MultiplyAdd(a0, b1, c01);
        }
        Put(c, add, c00, c01);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* c, bool add, Vector256<float> left, Vector256<float> right)
    {
        if (add)
        {
            left += Vector256.Load(c);
            right += Vector256.Load(c + Vector256<float>.Count);
        }
        left.Store(c);
        right.Store(c + Vector256<float>.Count);
    }
}
