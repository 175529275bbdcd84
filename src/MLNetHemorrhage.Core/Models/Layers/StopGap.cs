using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>Exponential of sixteen singles.</summary>
internal static class VectorMath
{
    public static Vector512<float> Exp(Vector512<float> x)
    {
        var clamped = Vector512.Min(Vector512.Max(x, Vector512.Create(-87.3f)), Vector512.Create(88.3f));
        var n = Vector512.Round(clamped * Vector512.Create(1.44269504f));
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), clamped);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), r);
        var p = Vector512.Create(1.9875691500e-4f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.3981999507e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(8.3334519073e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(4.1665795894e-2f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.6666665459e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.5f));
        p = Vector512.FusedMultiplyAdd(p, r * r, r) + Vector512<float>.One;
        return p * Vector512.ShiftLeft(Vector512.ConvertToInt32(n) + Vector512.Create(127), 23).AsSingle();
    }
}

/// <summary>Scalar functions in double precision.</summary>
internal static class ScalarMath
{
    public static double Exp(double x) => Math.Exp(x);

    public static double Log(double x) => Math.Log(x);

    public static double Sin(double x) => Math.Sin(x);

    public static double Cos(double x) => Math.Cos(x);

    public static double Pow(double x, double y) => Math.Pow(x, y);
}

/// <summary>Sums in a fixed order.</summary>
internal static class Reductions
{
    public static float SumOfSquares(ReadOnlySpan<float> x)
    {
        var sum = Vector512<float>.Zero;
        int i = 0;
        for (; i <= x.Length - 16; i += 16)
        {
            var v = Vector512.Create(x.Slice(i, 16));
            sum = Vector512.FusedMultiplyAdd(v, v, sum);
        }
        float total = Vector512.Sum(sum);
        for (; i < x.Length; i++) total += x[i] * x[i];
        return total;
    }
}
