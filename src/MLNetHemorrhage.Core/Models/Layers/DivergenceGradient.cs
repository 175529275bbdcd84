using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>
/// The divergence KL(p ‖ q) of the next-token distributions of two final hidden states under one head, and its gradient with respect
/// to the second: (q − p)·head (Hinton et al. 2015, at temperature 1). Logits exist for a few rows at a time.
/// </summary>
internal sealed unsafe class DivergenceGradient(int vocabulary, WorkerPool pool)
{
    private const int BlockRows = 128;

    // Lanes beyond the vocabulary start as zeros and stay zeros.
    private readonly Matrix _logits = new(BlockRows, CausalSoftmax.PaddedLength(vocabulary));
    private readonly Matrix _reference = new(BlockRows, CausalSoftmax.PaddedLength(vocabulary));
    private readonly Matrix _difference = new(BlockRows, CausalSoftmax.PaddedLength(vocabulary));

    /// <summary>Sum over the scored rows of KL(reference ‖ hidden), in nats.</summary>
    /// <param name="hidden">Inputs of the head [tokens, hidden].</param>
    /// <param name="reference">Inputs of the head that give p [tokens, hidden].</param>
    /// <param name="head">Its weights [vocabulary, hidden] and their transpose.</param>
    /// <param name="targets">-1 for rows that are not scored.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="dHidden">Gets the gradient of the sum times <paramref name="scale"/>; null where it is not wanted.</param>
    public double Backward(MatrixView hidden, MatrixView reference, (PackedMatrix Forward, PackedMatrix Backward) head, int[] targets, float scale, MatrixView? dHidden)
    {
        double sum = 0;
        var losses = new double[BlockRows];
        for (int first = 0; first < hidden.Rows; first += BlockRows)
        {
            int rows = Math.Min(BlockRows, hidden.Rows - first), start = first;
            var logits = _logits.View.Slice(0, rows, 0, vocabulary);
            Gemm.MultiplyTransposed(hidden.RowRange(first, rows), head.Forward, logits, pool);
            Gemm.MultiplyTransposed(reference.RowRange(first, rows), head.Forward, _reference.View.Slice(0, rows, 0, vocabulary), pool);
            pool.For(rows, r => losses[r] = Row(r, targets[start + r] >= 0, scale));
            for (int r = 0; r < rows; r++) sum += losses[r];
            if (dHidden is { } gradient) Gemm.MultiplyTransposed(logits, head.Backward, gradient.RowRange(first, rows), pool);
        }
        GC.KeepAlive(this);
        return sum;
    }

    /// <summary>Replaces the logits by (q − p) · scale and gives KL(p ‖ q); zeros where nothing is scored.</summary>
    private double Row(int r, bool scored, float scale)
    {
        Span<float> logits = _logits.Row(r), reference = _reference.Row(r), difference = _difference.Row(r);
        if (!scored)
        {
            logits.Clear();
            return 0;
        }
        fixed (float* q = logits, p = reference, d = difference)
        {
            for (int i = 0; i < difference.Length; i += Vector512<float>.Count) (Vector512.Load(p + i) - Vector512.Load(q + i)).Store(d + i);
            var (maximum, sum) = CausalSoftmax.MaximumAndSum(logits, vocabulary);
            var (referenceMaximum, referenceSum) = CausalSoftmax.MaximumAndSum(reference, vocabulary);
            float factor = scale / sum, referenceFactor = scale / referenceSum;
            double mean = Reductions.Dot(reference, difference) / (double)referenceSum;
            for (int i = 0; i < logits.Length; i += Vector512<float>.Count)
                (Vector512.Load(q + i) * factor - Vector512.Load(p + i) * referenceFactor).Store(q + i);
            return mean + maximum + ScalarMath.Log(sum) - referenceMaximum - ScalarMath.Log(referenceSum);
        }
    }
}
