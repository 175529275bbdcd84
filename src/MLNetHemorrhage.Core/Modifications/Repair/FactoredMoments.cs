using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Repair;

/// <summary>
/// Running means of the squared gradients of the rows and the columns of one layer, over the weights that are not zero, and the
/// step made of them.
/// </summary>
internal sealed class FactoredMoments(int rows, int columns)
{
    /// <summary>The least root mean square of weights that a rate is a share of.</summary>
    public const double SmallestWeight = 1e-3;

    private const double LongestMemory = 0.95, MemoryPower = -0.8, SmallestSquare = 1e-30;

    private const int Strip = 64;

    private readonly double[] _rows = new double[rows], _columns = new double[columns];

    /// <summary>weights -= rate · rms(weights) · u / max(1, rms(u)) for u = gradient / sqrt(row · column / mean of the rows); zeros stay.</summary>
    /// <param name="weights">[rows, columns], changed in place.</param>
    /// <param name="gradient">[rows, columns].</param>
    /// <param name="rate">Share of the weights' own root mean square.</param>
    /// <param name="step">Number of the step, from 1.</param>
    /// <param name="pool">Threads to work with.</param>
    /// <returns>By how much a loss that were linear would fall, divided by the rate.</returns>
    public double Step(MatrixView weights, MatrixView gradient, double rate, int step, WorkerPool pool)
    {
        double share = 1 - Math.Min(LongestMemory, 1 - ScalarMath.Pow(step, MemoryPower));
        var sums = Sums(weights, gradient, share, pool);
        if (sums.Count == 0) return 0;
        double rowMean = 0, rowCount = 0;
        foreach (double row in _rows)
        {
            rowMean += row;
            if (row > 0) rowCount++;
        }
        var rowFactors = Factors(_rows, rowMean / rowCount);
        var columnFactors = Factors(_columns, 1);
        double[] squares = new double[rows], slopes = new double[rows];
        pool.For(rows, r => (squares[r], slopes[r]) = Length(weights.Row(r), gradient.Row(r), rowFactors[r], columnFactors));
        double length = Math.Sqrt(squares.Sum() / sums.Count);
        double scale = Math.Max(SmallestWeight, Math.Sqrt(sums.Squares / sums.Count)) / Math.Max(1, length);
        pool.For(rows, r => Move(weights.Row(r), gradient.Row(r), (float)(rate * scale * rowFactors[r]), columnFactors));
        return scale * slopes.Sum();
    }

    /// <summary>Takes the gradient into the means; the number of weights that are not zero, and the sum of their squares.</summary>
    private (long Count, double Squares) Sums(MatrixView weights, MatrixView gradient, double share, WorkerPool pool)
    {
        var counts = new int[rows];
        var squares = new double[rows];
        pool.For(rows, r =>
        {
            ReadOnlySpan<float> w = weights.Row(r), g = gradient.Row(r);
            double sum = 0;
            for (int j = 0; j < w.Length; j++)
            {
                if (w[j] == 0) continue;
                sum += (double)g[j] * g[j] + SmallestSquare;
                squares[r] += (double)w[j] * w[j];
                counts[r]++;
            }
            if (counts[r] > 0) _rows[r] += (sum / counts[r] - _rows[r]) * share;
        });
        pool.For((columns + Strip - 1) / Strip, strip =>
        {
            int first = strip * Strip, width = Math.Min(Strip, columns - first);
            Span<double> sum = stackalloc double[Strip];
            Span<int> count = stackalloc int[Strip];
            for (int r = 0; r < rows; r++)
            {
                ReadOnlySpan<float> w = weights.Row(r).Slice(first, width), g = gradient.Row(r).Slice(first, width);
                for (int j = 0; j < width; j++)
                {
                    if (w[j] == 0) continue;
                    sum[j] += (double)g[j] * g[j] + SmallestSquare;
                    count[j]++;
                }
            }
            for (int j = 0; j < width; j++)
                if (count[j] > 0) _columns[first + j] += (sum[j] / count[j] - _columns[first + j]) * share;
        });
        return (counts.Sum(c => (long)c), squares.Sum());
    }

    private static float[] Factors(double[] means, double divisor) =>
        [.. means.Select(m => m > 0 ? (float)(1 / Math.Sqrt(m / divisor)) : 0)];

    /// <summary>Σu² and Σ gradient · u of a row.</summary>
    private static (double Squares, double Slope) Length(ReadOnlySpan<float> weights, ReadOnlySpan<float> gradient, float rowFactor, float[] columnFactors)
    {
        double sum = 0, slope = 0;
        for (int j = 0; j < weights.Length; j++)
        {
            if (weights[j] == 0) continue;
            double u = gradient[j] * rowFactor * columnFactors[j];
            sum += u * u;
            slope += gradient[j] * u;
        }
        return (sum, slope);
    }

    private static void Move(Span<float> weights, ReadOnlySpan<float> gradient, float rowFactor, float[] columnFactors)
    {
        for (int j = 0; j < weights.Length; j++)
            if (weights[j] != 0) weights[j] -= gradient[j] * columnFactors[j] * rowFactor;
    }
}
