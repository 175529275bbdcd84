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
        int i = 0;
        for (; i <= reference.Length - Vector512<float>.Count; i += Vector512<float>.Count) Add(Vector512.Create(reference[i..]), Vector512.Create(other[i..]));
        if (i < reference.Length) Add(VectorMath.LoadPadded(reference[i..], 0), VectorMath.LoadPadded(other[i..], 0));
        double a = Vector512.Sum(square), b = Vector512.Sum(otherSquare);
        return new(Vector512.Sum(error), a, Angle(a, b, Vector512.Sum(product)));

        void Add(Vector512<float> x, Vector512<float> y)
        {
            var (x0, x1) = Vector512.Widen(x);
            var (y0, y1) = Vector512.Widen(y);
            AddHalf(x0, y0);
            AddHalf(x1, y1);
        }

        void AddHalf(Vector512<double> x, Vector512<double> y)
        {
            var d = y - x;
            error = Vector512.FusedMultiplyAdd(d, d, error);
            square = Vector512.FusedMultiplyAdd(x, x, square);
            otherSquare = Vector512.FusedMultiplyAdd(y, y, otherSquare);
            product = Vector512.FusedMultiplyAdd(x, y, product);
        }
    }

    // One root, so that a row against itself gives exactly 1.
    private static double Angle(double a, double b, double product) =>
        a == 0 || b == 0 ? (a == b ? 1 : 0) : Math.Clamp(product / Math.Sqrt(a * b), -1, 1);
}
