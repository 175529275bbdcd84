using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Attention;

/// <summary>
/// The linear kernel x·xᵀ of some rows, U-centred (Székely and Rizzo 2014): inner products of two such kernels over the pairs
/// of rows are the unbiased HSIC (Song et al. 2012), whatever the number of rows. In double precision, one row of it at a time.
/// </summary>
internal sealed class CentredKernel(int width)
{
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
        var x = _x.Row(row);
        for (int j = 0; j < row; j++) elements[j] = Dot(x, _x.Row(j)) - _rowTerms[row] - _rowTerms[j];
    }

    private static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var sum = Vector512<double>.Zero;
        for (int i = 0; i < x.Length; i += Vector512<float>.Count)
        {
            bool whole = i + Vector512<float>.Count <= x.Length;
            var (x0, x1) = Vector512.Widen(whole ? Vector512.Create(x[i..]) : VectorMath.LoadPadded(x[i..], 0));
            var (y0, y1) = Vector512.Widen(whole ? Vector512.Create(y[i..]) : VectorMath.LoadPadded(y[i..], 0));
            sum = Vector512.FusedMultiplyAdd(x0, y0, sum);
            sum = Vector512.FusedMultiplyAdd(x1, y1, sum);
        }
        return Vector512.Sum(sum);
    }
}
