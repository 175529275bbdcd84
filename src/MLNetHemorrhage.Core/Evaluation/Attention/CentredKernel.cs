using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Attention;

/// <summary>
/// The linear kernel x·xᵀ of some rows, U-centred (Székely and Rizzo 2014): inner products of two such kernels over the pairs
/// of rows are the unbiased HSIC (Song et al. 2012), whatever the number of rows. In double precision, one row of it at a time.
/// </summary>
internal sealed class CentredKernel(int width)
{
    private const int Lanes = 4;

    private readonly double[] _total = new double[width];
    private double[] _rowTerms = [];
    private MatrixView _x;

    /// <summary>Takes the rows [rows, width], at least 4; they must stay alive and unchanged while rows of the kernel are asked for.</summary>
    public void Begin(MatrixView x)
    {
        _x = x;
        if (_rowTerms.Length < x.Rows) _rowTerms = new double[x.Rows];
        Array.Clear(_total);
        for (int r = 0; r < x.Rows; r++)
        {
            var row = x.Row(r);
            for (int i = 0; i < width; i++) _total[i] += row[i];
        }
        double all = 0;
        for (int r = 0; r < x.Rows; r++)
        {
            // Sum of a row of the kernel without its diagonal.
            double sum = 0;
            var row = x.Row(r);
            for (int i = 0; i < width; i++) sum += row[i] * (_total[i] - row[i]);
            _rowTerms[r] = sum / (x.Rows - 2);
            all += sum;
        }
        double half = all / ((x.Rows - 1.0) * (x.Rows - 2.0)) / 2;
        for (int r = 0; r < x.Rows; r++) _rowTerms[r] -= half;
    }

    /// <summary>The elements of a row before the diagonal.</summary>
    public void Row(int row, Span<double> elements)
    {
        for (int j = 0; j < row; j += Lanes)
        {
            // Four rows at a time; what stands behind the diagonal is not kept.
            var products = Dots(_x.Row(row), _x.Row(j), _x.Row(Math.Min(j + 1, row)), _x.Row(Math.Min(j + 2, row)), _x.Row(Math.Min(j + 3, row)));
            for (int k = 0; k < Math.Min(Lanes, row - j); k++) elements[j + k] = products[k] - _rowTerms[row] - _rowTerms[j + k];
        }
    }

    private static Vector256<double> Dots(ReadOnlySpan<float> x, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d)
    {
        Vector512<double> p = default, q = default, r = default, s = default;
        for (int i = 0; i < x.Length; i += Vector512<float>.Count)
        {
            var (x0, x1) = Vector512.Widen(Load(x, i));
            Add(ref p, x0, x1, Load(a, i));
            Add(ref q, x0, x1, Load(b, i));
            Add(ref r, x0, x1, Load(c, i));
            Add(ref s, x0, x1, Load(d, i));
        }
        return Vector256.Create(Vector512.Sum(p), Vector512.Sum(q), Vector512.Sum(r), Vector512.Sum(s));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector512<double> sum, Vector512<double> x0, Vector512<double> x1, Vector512<float> y)
    {
        var (y0, y1) = Vector512.Widen(y);
        sum = Vector512.FusedMultiplyAdd(x1, y1, Vector512.FusedMultiplyAdd(x0, y0, sum));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load(ReadOnlySpan<float> row, int index) =>
        index + Vector512<float>.Count <= row.Length ? Vector512.Create(row[index..]) : VectorMath.LoadPadded(row[index..], 0);
}
