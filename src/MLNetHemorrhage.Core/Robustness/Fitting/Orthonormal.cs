using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Robustness;

/// <summary>Gram-Schmidt for a handful of columns.</summary>
internal static class Orthonormal
{
    /// <summary>
    /// Makes columns orthonormal in place, in order, and returns R with columns = Q R. A column that depends on those before it
    /// becomes 0, with 0 on R's diagonal.
    /// </summary>
    public static double[,] Columns(double[][] columns, double dependent)
    {
        int n = columns.Length;
        var triangle = new double[n, n];
        for (int j = 0; j < n; j++)
        {
            double before = Norm(columns[j]);
            // Twice is enough for full accuracy (Giraud, Langou and Rozloznik, 2005).
            for (int round = 0; round < 2; round++)
            {
                for (int i = 0; i < j; i++)
                {
                    double along = Dot(columns[i], columns[j]);
                    triangle[i, j] += along;
                    for (int k = 0; k < columns[j].Length; k++) columns[j][k] -= along * columns[i][k];
                }
            }
            double left = Norm(columns[j]);
            bool drop = left <= dependent * before;
            if (!drop) triangle[j, j] = left;
            for (int k = 0; k < columns[j].Length; k++) columns[j][k] = drop ? 0 : columns[j][k] / left;
        }
        return triangle;
    }

    /// <summary>R⁻¹Qᵀ, one row for each column of Q: what turns a vector into coefficients.</summary>
    public static Vector256<double>[] Inverse(double[,] triangle, int n, Vector256<double>[] directions)
    {
        var rows = new Vector256<double>[n];
        for (int i = n - 1; i >= 0; i--)
        {
            rows[i] = directions[i];
            for (int j = i + 1; j < n; j++) rows[i] -= triangle[i, j] * rows[j];
            rows[i] /= triangle[i, i];
        }
        return rows;
    }

    private static double Norm(double[] values) => Math.Sqrt(Dot(values, values));

    private static double Dot(double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }
}
