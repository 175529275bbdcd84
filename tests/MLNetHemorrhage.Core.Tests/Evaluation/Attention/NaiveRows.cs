namespace MLNetHemorrhage.Tests.Evaluation.Attention;

/// <summary>Measures of attention by their definitions.</summary>
internal static class NaiveRows
{
    public static double Entropy(double[] p) => -p.Where(x => x > 0).Sum(x => x * Math.Log(x));

    public static double JensenShannon(double[] p, double[] q) => Entropy([.. p.Zip(q, (x, y) => (x + y) / 2)]) - (Entropy(p) + Entropy(q)) / 2;

    /// <summary>Unbiased HSIC of the linear kernels of two sets of rows.</summary>
    public static double Hsic(double[][] x, double[][] y)
    {
        int n = x.Length;
        double[][] k = Kernel(x), l = Kernel(y);
        double trace = 0, cross = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                trace += k[i][j] * l[j][i];
                for (int r = 0; r < n; r++) cross += k[i][j] * l[j][r];
            }
        }
        double sums = k.Sum(row => row.Sum()) * l.Sum(row => row.Sum());
        return (trace + sums / ((n - 1.0) * (n - 2)) - 2.0 / (n - 2) * cross) / (n * (n - 3.0));
    }

    private static double[][] Kernel(double[][] x) =>
        [.. x.Select((a, i) => x.Select((b, j) => i == j ? 0 : a.Zip(b, (u, v) => u * v).Sum()).ToArray())];
}
