using System.Runtime.Intrinsics;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>The directions of the residual stream that are kept at one norm, an orthonormal vector each. Products are sums in double precision, along the stream.</summary>
internal sealed class Rotation
{
    private readonly WorkerPool _pool;
    private readonly double[][] _directions;
    private readonly double[][] _elements;

    /// <summary>The first so many directions.</summary>
    public Rotation(double[][] directions, int kept, WorkerPool pool)
    {
        _pool = pool;
        _directions = directions[..kept];
        _elements = [.. Enumerable.Range(0, directions.Length).Select(i => _directions.Select(d => d[i]).ToArray())];
    }

    /// <summary>Number of directions.</summary>
    public int Width => _directions.Length;

    /// <summary>Whether some direction is lost.</summary>
    public bool IsNarrower => Width < _elements.Length;

    /// <summary>W·diag(gains)·Q: the weights of a layer that reads the stream behind a norm with these gains, where gains are part of the weights now.</summary>
    public WeightMatrix OfInputs(WeightMatrix weights, float[]? gains)
    {
        var result = new Matrix(weights.Rows, Width);
        _pool.For(weights.Rows, r =>
        {
            var row = new float[weights.Columns];
            weights.CopyRow(r, row);
            var sums = new double[Width];
            for (int i = 0; i < row.Length; i++) Add(sums, (double)row[i] * (gains?[i] ?? 1), _elements[i]);
            Round(sums, result.Row(r));
        });
        return PrunedWeights.Store(weights, result);
    }

    /// <summary>Qᵀ·W: the weights of a layer that writes into the stream.</summary>
    public WeightMatrix OfOutputs(WeightMatrix weights)
    {
        var rows = weights.ToMatrix();
        var result = new Matrix(Width, weights.Columns);
        _pool.For(Width, d =>
        {
            var sums = new double[weights.Columns];
            for (int i = 0; i < rows.Rows; i++) Add(sums, _directions[d][i], rows.Row(i));
            Round(sums, result.Row(d));
        });
        return PrunedWeights.Store(weights, result);
    }

    /// <summary>Qᵀ·b.</summary>
    public float[] Of(float[] bias) => [.. _directions.Select(d => (float)bias.Select((b, i) => b * d[i]).Sum())];

    /// <summary>Q'ᵀ·Q: what takes the stream from the directions Q of another norm to these, Q'.</summary>
    public WeightMatrix From(Rotation other)
    {
        var result = new Matrix(Width, other.Width);
        _pool.For(Width, d =>
        {
            var sums = new double[other.Width];
            for (int i = 0; i < _elements.Length; i++) Add(sums, _directions[d][i], other._elements[i]);
            Round(sums, result.Row(d));
        });
        return new DenseWeights(result);
    }

    /// <summary>The directions [kept, width], in single precision.</summary>
    public Matrix ToMatrix()
    {
        var matrix = new Matrix(Width, _elements.Length);
        for (int d = 0; d < Width; d++) Round(_directions[d], matrix.Row(d));
        return matrix;
    }

    private static void Add(Span<double> sums, double factor, ReadOnlySpan<double> values)
    {
        int j = 0;
        var factors = Vector512.Create(factor);
        for (; j <= sums.Length - Vector512<double>.Count; j += Vector512<double>.Count)
            (Vector512.Create<double>(sums[j..]) + factors * Vector512.Create(values[j..])).CopyTo(sums[j..]);
        for (; j < sums.Length; j++) sums[j] += factor * values[j];
    }

    private static void Add(Span<double> sums, double factor, ReadOnlySpan<float> values)
    {
        for (int j = 0; j < sums.Length; j++) sums[j] += factor * values[j];
    }

    private static void Round(ReadOnlySpan<double> sums, Span<float> target)
    {
        for (int j = 0; j < target.Length; j++) target[j] = (float)sums[j];
    }
}
