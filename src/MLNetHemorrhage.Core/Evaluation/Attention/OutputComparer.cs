using System.Runtime.Intrinsics;
using System.Runtime.InteropServices;
using MLNetHemorrhage.Evaluation.Layers;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Attention;

/// <summary>Adds the head outputs of a batch to the similarities of a block: kernels of all heads, some rows at a time, and their inner products.</summary>
internal sealed class OutputComparer
{
    private const int ElementsAtOnce = 1 << 14;

    private readonly DecoderSpec _spec;
    private readonly WorkerPool _pool;
    private readonly (int First, int Second)[] _pairs;
    private readonly CentredKernel[] _kernels;
    private readonly double[][] _elements;
    private readonly double[] _sums;

    public OutputComparer(DecoderSpec spec, WorkerPool pool)
    {
        (_spec, _pool) = (spec, pool);
        _pairs = [.. HeadSimilarities.Pairs(spec.HeadCount)];
        _sums = new double[_pairs.Length];
        _kernels = [.. Enumerable.Range(0, 2 * spec.HeadCount).Select(_ => new CentredKernel(spec.HeadSize, pool))];
        _elements = [.. _kernels.Select(_ => Array.Empty<double>())];
    }

    /// <summary>Adds a batch.</summary>
    public void Add(PairedBatch batch, HeadSimilarities similarities)
    {
        for (int w = 0; w < batch.Rows.Windows.Count; w++)
        {
            var window = batch.Rows.Windows[w];
            if (window.Count < HeadSimilarities.LeastRows) continue;
            Array.Clear(_sums);
            _pool.For(_kernels.Length, s => _kernels[s].Begin(Outputs(batch, window, s)));
            int step = Math.Max(1, ElementsAtOnce / window.Count);
            for (int first = 1; first < window.Count; first += step) AddRows(first, Math.Min(window.Count, first + step));
            // Twice the sum over 1 / (n (n - 3)) is the HSIC of the window, which counts n-fold.
            double weight = 2.0 / (window.Count - 3);
            for (int p = 0; p < _pairs.Length; p++) similarities.Add(_pairs[p], batch.FirstCluster + w, weight * _sums[p]);
        }
    }

    private void AddRows(int first, int end)
    {
        int count = (end - first) * (first + end - 1) / 2;
        _pool.For(_kernels.Length, s =>
        {
            if (_elements[s].Length < count) _elements[s] = new double[count];
            _kernels[s].Rows(first, end, _elements[s]);
        });
        _pool.For(_pairs.Length, p => _sums[p] += Dot(_elements[_pairs[p].First].AsSpan(0, count), _elements[_pairs[p].Second].AsSpan(0, count)));
    }

    private MatrixView Outputs(PairedBatch batch, CountedWindow window, int signal)
    {
        var trace = signal < _spec.HeadCount ? batch.Base.Trace : batch.Modified.Trace;
        return trace.HeadOutputs.Slice(window.Offset, window.Count, signal % _spec.HeadCount * _spec.HeadSize, _spec.HeadSize);
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = Vector512<double>.Zero;
        var a = MemoryMarshal.Cast<double, Vector512<double>>(x);
        var b = MemoryMarshal.Cast<double, Vector512<double>>(y);
        for (int i = 0; i < a.Length; i++) sum = Vector512.FusedMultiplyAdd(a[i], b[i], sum);
        double total = Vector512.Sum(sum);
        for (int i = a.Length * Vector512<double>.Count; i < x.Length; i++) total += x[i] * y[i];
        return total;
    }
}
