using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Cascade;

/// <summary>How far one row of a signal is from the base's; in double precision, sums in eight lanes from the first number.</summary>
/// <param name="Error">|h' - h|².</param>
/// <param name="Reference">|h|².</param>
/// <param name="Cosine">Cosine between h' and h.</param>
internal readonly record struct RowLoss(double Error, double Reference, double Cosine)
{
    /// <summary>Compares two rows of equal length.</summary>
    public static RowLoss Of(ReadOnlySpan<float> reference, ReadOnlySpan<float> other)
    {
        Vector512<double> error = default, square = default, otherSquare = default, product = default;
        for (int i = 0; i < reference.Length; i += Vector512<float>.Count)
        {
            var (x0, x1) = Vector512.Widen(Load(reference, i));
            var (y0, y1) = Vector512.Widen(Load(other, i));
            Vector512<double> d0 = y0 - x0, d1 = y1 - x1;
            error = Vector512.FusedMultiplyAdd(d1, d1, Vector512.FusedMultiplyAdd(d0, d0, error));
            square = Vector512.FusedMultiplyAdd(x1, x1, Vector512.FusedMultiplyAdd(x0, x0, square));
            otherSquare = Vector512.FusedMultiplyAdd(y1, y1, Vector512.FusedMultiplyAdd(y0, y0, otherSquare));
            product = Vector512.FusedMultiplyAdd(x1, y1, Vector512.FusedMultiplyAdd(x0, y0, product));
        }
        double a = Vector512.Sum(square), b = Vector512.Sum(otherSquare);
        return new(Vector512.Sum(error), a, Angle(a, b, Vector512.Sum(product)));
    }

    // One root, so that a row against itself gives exactly 1.
    private static double Angle(double a, double b, double product) =>
        a == 0 || b == 0 ? (a == b ? 1 : 0) : Math.Clamp(product / Math.Sqrt(a * b), -1, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load(ReadOnlySpan<float> row, int index) =>
        index + Vector512<float>.Count <= row.Length ? Vector512.Create(row[index..]) : VectorMath.LoadPadded(row[index..], 0);
}
