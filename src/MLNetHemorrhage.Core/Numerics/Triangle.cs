using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Numerics;

/// <summary>Small lower triangles in double precision, row-major [side, side] with nothing read above the diagonal: the diagonal blocks of larger ones.</summary>
internal static class Triangle
{
    /// <summary>Replaces A by M with A = MᵀM; false, with A destroyed, where a pivot is not positive, finite and above its <paramref name="least"/> value.</summary>
    public static bool TryFactor(Span<double> a, int side, ReadOnlySpan<double> least = default)
    {
        for (int k = side - 1; k >= 0; k--)
        {
            double pivot = a[k * side + k];
            if (!(pivot > 0 && double.IsFinite(pivot)) || !least.IsEmpty && pivot < least[k]) return false;
            pivot = Math.Sqrt(pivot);
            var row = a.Slice(k * side, k + 1);
            for (int j = 0; j < k; j++) row[j] /= pivot;
            row[k] = pivot;
            for (int i = 0; i < k; i++) SubtractScaled(a.Slice(i * side, i + 1), row[i], row);
        }
        return true;
    }

    /// <summary>Writes M⁻¹.</summary>
    public static void Invert(ReadOnlySpan<double> m, Span<double> inverse, int side)
    {
        for (int i = 0; i < side; i++)
        {
            var row = inverse.Slice(i * side, i + 1);
            row.Clear();
            row[i] = 1;
            for (int p = 0; p < i; p++) SubtractScaled(row[..(p + 1)], m[i * side + p], inverse.Slice(p * side, p + 1));
            double pivot = m[i * side + i];
            for (int j = 0; j <= i; j++) row[j] /= pivot;
        }
    }

    /// <summary>target -= scale · source, over the length of the target; multiplied and subtracted apart, which is the same everywhere.</summary>
    public static void SubtractScaled(Span<double> target, double scale, ReadOnlySpan<double> source)
    {
        if (scale == 0) return;
        int j = 0;
        var scales = Vector512.Create(scale);
        for (; j <= target.Length - Vector512<double>.Count; j += Vector512<double>.Count)
            (Vector512.Create<double>(target[j..]) - scales * Vector512.Create(source[j..])).CopyTo(target[j..]);
        for (; j < target.Length; j++) target[j] -= scale * source[j];
    }
}
