using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Numerics;

/// <summary>
/// 4 x 16 numbers of C in 128-bit vectors: fast where the processor has 32 of them and a fused multiply-add (Arm), and right
/// everywhere else.
/// </summary>
internal sealed unsafe class PortableKernel : MicroKernel
{
    private const int Half = PackedMatrix.PanelRows / 2;

    public override int Rows => 4;

    public override int Fit(int rows) => rows > 1 ? 4 : 1;

    public override void Run(int rows, nint depth, float* a, float* b, float* c, nint stride, bool add)
    {
        if (rows == 4)
        {
            Rows4(depth, a, b, c, stride, add);
            Rows4(depth, a, b + Half, c + Half, stride, add);
        }
        else
        {
            Rows1(depth, a, b, c, stride, add);
            Rows1(depth, a, b + Half, c + Half, stride, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4(nint depth, float* a, float* b, float* c, nint stride, bool add)
    {
        Vector128<float> c00 = Vector128<float>.Zero, c01 = Vector128<float>.Zero, c02 = Vector128<float>.Zero, c03 = Vector128<float>.Zero;
        Vector128<float> c10 = Vector128<float>.Zero, c11 = Vector128<float>.Zero, c12 = Vector128<float>.Zero, c13 = Vector128<float>.Zero;
        Vector128<float> c20 = Vector128<float>.Zero, c21 = Vector128<float>.Zero, c22 = Vector128<float>.Zero, c23 = Vector128<float>.Zero;
        Vector128<float> c30 = Vector128<float>.Zero, c31 = Vector128<float>.Zero, c32 = Vector128<float>.Zero, c33 = Vector128<float>.Zero;
        for (float* end = a + depth * 4; a < end; a += 4, b += PackedMatrix.PanelRows)
        {
            Vector128<float> b0 = Vector128.Load(b), b1 = Vector128.Load(b + 4), b2 = Vector128.Load(b + 8), b3 = Vector128.Load(b + 12);
            var a0 = Vector128.Create(a[0]);
            c00 = Vector128.FusedMultiplyAdd(a0, b0, c00);
            c01 = Vector128.FusedMultiplyAdd(a0, b1, c01);
            c02 = Vector128.FusedMultiplyAdd(a0, b2, c02);
            c03 = Vector128.FusedMultiplyAdd(a0, b3, c03);
            var a1 = Vector128.Create(a[1]);
            c10 = Vector128.FusedMultiplyAdd(a1, b0, c10);
            c11 = Vector128.FusedMultiplyAdd(a1, b1, c11);
            c12 = Vector128.FusedMultiplyAdd(a1, b2, c12);
            c13 = Vector128.FusedMultiplyAdd(a1, b3, c13);
            var a2 = Vector128.Create(a[2]);
            c20 = Vector128.FusedMultiplyAdd(a2, b0, c20);
            c21 = Vector128.FusedMultiplyAdd(a2, b1, c21);
            c22 = Vector128.FusedMultiplyAdd(a2, b2, c22);
            c23 = Vector128.FusedMultiplyAdd(a2, b3, c23);
            var a3 = Vector128.Create(a[3]);
            c30 = Vector128.FusedMultiplyAdd(a3, b0, c30);
            c31 = Vector128.FusedMultiplyAdd(a3, b1, c31);
            c32 = Vector128.FusedMultiplyAdd(a3, b2, c32);
            c33 = Vector128.FusedMultiplyAdd(a3, b3, c33);
        }
        Put(c, add, c00, c01, c02, c03);
        Put(c + stride, add, c10, c11, c12, c13);
        Put(c + 2 * stride, add, c20, c21, c22, c23);
        Put(c + 3 * stride, add, c30, c31, c32, c33);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows1(nint depth, float* a, float* b, float* c, nint stride, bool add)
    {
        Vector128<float> c00 = Vector128<float>.Zero, c01 = Vector128<float>.Zero, c02 = Vector128<float>.Zero, c03 = Vector128<float>.Zero;
        for (float* end = a + depth * 1; a < end; a += 1, b += PackedMatrix.PanelRows)
        {
            Vector128<float> b0 = Vector128.Load(b), b1 = Vector128.Load(b + 4), b2 = Vector128.Load(b + 8), b3 = Vector128.Load(b + 12);
            var a0 = Vector128.Create(a[0]);
            c00 = Vector128.FusedMultiplyAdd(a0, b0, c00);
            c01 = Vector128.FusedMultiplyAdd(a0, b1, c01);
            c02 = Vector128.FusedMultiplyAdd(a0, b2, c02);
            c03 = Vector128.FusedMultiplyAdd(a0, b3, c03);
        }
        Put(c, add, c00, c01, c02, c03);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* c, bool add, Vector128<float> c0, Vector128<float> c1, Vector128<float> c2, Vector128<float> c3)
    {
        if (add)
        {
            c0 += Vector128.Load(c);
            c1 += Vector128.Load(c + 4);
            c2 += Vector128.Load(c + 8);
            c3 += Vector128.Load(c + 12);
        }
        c0.Store(c);
        c1.Store(c + 4);
        c2.Store(c + 8);
        c3.Store(c + 12);
    }
}
