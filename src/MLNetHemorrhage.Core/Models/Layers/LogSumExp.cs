using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>ln Σ e^x of a long row that is seen in parts: each part gives its maximum and its sum, the parts are joined in order.</summary>
internal static class LogSumExp
{
    /// <summary>The maximum of x and Σ e^(x - maximum), in sixteen lanes.</summary>
    public static (float Maximum, float Sum) Terms(ReadOnlySpan<float> x)
    {
        ref float first = ref MemoryMarshal.GetReference(x);
        float maximum = Reductions.Max(x);
        var sum = Vector512<float>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector512<float>.Count; i += Vector512<float>.Count)
            sum += VectorMath.Exp(Vector512.LoadUnsafe(ref first, (nuint)i) - Vector512.Create(maximum));
        if (i < x.Length) sum += VectorMath.Exp(VectorMath.LoadPadded(x[i..], float.NegativeInfinity) - Vector512.Create(maximum));
        return (maximum, VectorMath.Sum(sum));
    }

    /// <summary>Joins the parts at <paramref name="first"/>, first + step, …</summary>
    public static double Join(ReadOnlySpan<float> maxima, ReadOnlySpan<float> sums, int first, int step)
    {
        float maximum = float.NegativeInfinity;
        for (int i = first; i < maxima.Length; i += step) maximum = MathF.Max(maximum, maxima[i]);
        double sum = 0;
        for (int i = first; i < sums.Length; i += step) sum += sums[i] * ScalarMath.Exp(maxima[i] - maximum);
        return maximum + ScalarMath.Log(sum);
    }
}
