using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Numerics;

/// <summary>Reductions in one fixed order: element i goes to lane i mod 16, the 16 lanes are then joined as a fixed tree.</summary>
internal static class Reductions
{
    private const int Lanes = 16;

    /// <summary>Sum; 0 when empty.</summary>
    public static float Sum(ReadOnlySpan<float> x)
    {
        ref float first = ref MemoryMarshal.GetReference(x);
        var sum = Vector512<float>.Zero;
        int i = 0;
        for (; i <= x.Length - Lanes; i += Lanes) sum += Vector512.LoadUnsafe(ref first, (nuint)i);
        if (i < x.Length) sum += VectorMath.LoadPadded(x[i..], 0);
        return VectorMath.Sum(sum);
    }

    /// <summary>Sum of products; the spans have the same length.</summary>
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        if (x.Length != y.Length) throw new ArgumentException($"{x.Length} numbers cannot be multiplied with {y.Length}.", nameof(y));
        ref float firstX = ref MemoryMarshal.GetReference(x), firstY = ref MemoryMarshal.GetReference(y);
        var sum = Vector512<float>.Zero;
        int i = 0;
        for (; i <= x.Length - Lanes; i += Lanes)
            sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref firstX, (nuint)i), Vector512.LoadUnsafe(ref firstY, (nuint)i), sum);
        if (i < x.Length) sum = Vector512.FusedMultiplyAdd(VectorMath.LoadPadded(x[i..], 0), VectorMath.LoadPadded(y[i..], 0), sum);
        return VectorMath.Sum(sum);
    }

    /// <summary>Sum of squares; 0 when empty.</summary>
    public static float SumOfSquares(ReadOnlySpan<float> x) => Dot(x, x);

    /// <summary>Whether no element is NaN or infinite.</summary>
    public static bool AreFinite(ReadOnlySpan<float> x)
    {
        ref float first = ref MemoryMarshal.GetReference(x);
        // Zero times a finite number is zero; the rest become NaN.
        var sum = Vector512<float>.Zero;
        int i = 0;
        for (; i <= x.Length - Lanes; i += Lanes) sum += Vector512.LoadUnsafe(ref first, (nuint)i) * Vector512<float>.Zero;
        if (i < x.Length) sum += VectorMath.LoadPadded(x[i..], 0) * Vector512<float>.Zero;
        return Vector512.EqualsAll(sum, Vector512<float>.Zero);
    }

    /// <summary>The largest element; minus infinity when empty, NaN if one is NaN.</summary>
    public static float Max(ReadOnlySpan<float> x)
    {
        ref float first = ref MemoryMarshal.GetReference(x);
        var max = Vector512.Create(float.NegativeInfinity);
        int i = 0;
        for (; i <= x.Length - Lanes; i += Lanes) max = Vector512.Max(max, Vector512.LoadUnsafe(ref first, (nuint)i));
        if (i < x.Length) max = Vector512.Max(max, VectorMath.LoadPadded(x[i..], float.NegativeInfinity));
        return VectorMath.Max(max);
    }
}
