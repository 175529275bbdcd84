using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Modifications.Quantization;

/// <summary>GPTQ as the inverse of the damped XᵀX of the inputs that are left, updated after every input, in double precision: without factor and blocks.</summary>
internal static class PlainGptq
{
    public static double[] Quantize(Matrix weights, Matrix inputs, int bits, int group, double damping)
    {
        int n = weights.Columns;
        var inverse = Inverse(Gram(inputs, damping), n);
        var current = weights.Values.ToArray().Select(w => (double)w).ToArray();
        var result = new double[current.Length];
        for (int j = 0; j < n; j++)
        {
            for (int r = 0; r < weights.Rows; r++)
            {
                int start = group == 0 ? 0 : j / group * group, end = group == 0 ? n : Math.Min(n, start + group);
                result[r * n + j] = Round(current[r * n + j], weights.Row(r)[start..end], bits);
                double error = (current[r * n + j] - result[r * n + j]) / inverse[j, j];
                for (int k = j; k < n; k++) current[r * n + k] -= error * inverse[j, k];
            }
            // The inverse of the matrix without input j.
            for (int i = j + 1; i < n; i++)
                for (int k = j + 1; k < n; k++) inverse[i, k] -= inverse[i, j] * inverse[j, k] / inverse[j, j];
        }
        return result;
    }

    private static double Round(double value, ReadOnlySpan<float> group, int bits)
    {
        float least = Math.Min(0, group.ToArray().Min()), most = Math.Max(0, group.ToArray().Max());
        double scale = (most - least) / ((1 << bits) - 1), zero = Math.Round(-least / scale);
        return scale * (Math.Clamp(Math.Round(value / scale) + zero, 0, (1 << bits) - 1) - zero);
    }

    private static double[,] Gram(Matrix inputs, double damping)
    {
        int n = inputs.Columns;
        var gram = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                for (int t = 0; t < inputs.Rows; t++) gram[i, j] += (double)inputs[t, i] * inputs[t, j];
        double mean = Enumerable.Range(0, n).Average(i => gram[i, i]);
        for (int i = 0; i < n; i++) gram[i, i] += damping * mean;
        return gram;
    }

    // Gauss and Jordan, in place; the matrix is positive definite.
    private static double[,] Inverse(double[,] a, int n)
    {
        for (int k = 0; k < n; k++)
        {
            double pivot = a[k, k];
            a[k, k] = 1;
            for (int j = 0; j < n; j++) a[k, j] /= pivot;
            for (int i = 0; i < n; i++)
            {
                if (i == k) continue;
                double factor = a[i, k];
                a[i, k] = 0;
                for (int j = 0; j < n; j++) a[i, j] -= factor * a[k, j];
            }
        }
        return a;
    }
}
