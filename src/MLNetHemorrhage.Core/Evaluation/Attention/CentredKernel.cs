using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Attention;

/// <summary>
/// The linear kernel x·xᵀ of some rows, U-centred (Székely and Rizzo 2014): inner products of two such kernels over the pairs
/// of rows are the unbiased HSIC (Song et al. 2012), whatever the number of rows. Products in single precision, of rows whose
/// mean is taken off first; everything else in double. A few rows of it at a time.
/// </summary>
internal sealed class CentredKernel(int width, WorkerPool pool)
{
    private readonly double[] _mean = new double[width];
    private Matrix _centred = new(0, width);
    private Matrix _products = new(0, 0);
    private double[] _rowTerms = [];

    /// <summary>Takes the rows [rows, width], at least 4.</summary>
    public void Begin(MatrixView x)
    {
        if (_rowTerms.Length < x.Rows) (_rowTerms, _centred) = (new double[x.Rows], new(x.Rows, width));
        var total = Centre(x);
        double all = 0;
        for (int r = 0; r < x.Rows; r++)
        {
            // Sum of a row of the kernel without its diagonal.
            double sum = 0;
            var row = _centred.Row(r);
            for (int i = 0; i < width; i++) sum += row[i] * (total[i] - row[i]);
            _rowTerms[r] = sum / (x.Rows - 2);
            all += sum;
        }
        double half = all / ((x.Rows - 1.0) * (x.Rows - 2.0)) / 2;
        for (int r = 0; r < x.Rows; r++) _rowTerms[r] -= half;
    }

    /// <summary>The elements before the diagonal of the rows from <paramref name="first"/> to before <paramref name="end"/>, row after row.</summary>
    public void Rows(int first, int end, Span<double> elements)
    {
        int rows = end - first, columns = end - 1;
        if (_products.Rows < rows || _products.Columns < columns) _products = new(Math.Max(rows, _products.Rows), Math.Max(columns, _products.Columns));
        Gemm.Multiply(_centred.View.RowRange(first, rows), false, _centred.View.RowRange(0, columns), true, _products.View.Slice(0, rows, 0, columns), pool);
        int next = 0;
        for (int r = first; r < end; r++)
        {
            var products = _products.Row(r - first);
            double term = _rowTerms[r];
            for (int j = 0; j < r; j++) elements[next++] = products[j] - term - _rowTerms[j];
        }
    }

    // Returns what rounding left of the sums.
    private double[] Centre(MatrixView x)
    {
        Array.Clear(_mean);
        for (int r = 0; r < x.Rows; r++)
        {
            var row = x.Row(r);
            for (int i = 0; i < width; i++) _mean[i] += row[i];
        }
        for (int i = 0; i < width; i++) _mean[i] /= x.Rows;
        var total = new double[width];
        for (int r = 0; r < x.Rows; r++)
        {
            Span<float> row = x.Row(r), centred = _centred.Row(r);
            for (int i = 0; i < width; i++) total[i] += centred[i] = (float)(row[i] - _mean[i]);
        }
        return total;
    }
}
