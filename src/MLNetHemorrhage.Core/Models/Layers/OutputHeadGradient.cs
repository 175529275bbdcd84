using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>
/// Loss and backward of the output head in one pass over blocks of rows: logits, log-sum-exp, their gradient, both products.
/// The logits of all tokens are never held at once.
/// </summary>
internal sealed unsafe class OutputHeadGradient(int vocabulary, WorkerPool pool)
{
    private const int BlockRows = 128;

    private readonly Matrix _logits = new(BlockRows, CausalSoftmax.PaddedLength(vocabulary));

    /// <summary>Sum of −log p(target) in nats, with dHidden set to, and dHead increased by, the gradient of that sum times <paramref name="scale"/>.</summary>
    /// <param name="hidden">Inputs of the head [tokens, hidden].</param>
    /// <param name="head">Its weights [vocabulary, hidden].</param>
    /// <param name="headTransposed">The same, transposed [hidden, vocabulary].</param>
    /// <param name="targets">The id that follows each token, or -1 where none is scored.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="dHidden">Gets the gradient of the inputs.</param>
    /// <param name="dHead">The gradient of the weights grows by this batch's; null where it is not wanted.</param>
    public double Backward(MatrixView hidden, PackedMatrix head, PackedMatrix headTransposed, int[] targets, float scale, MatrixView dHidden, MatrixView? dHead)
    {
        double sum = 0;
        var losses = new double[BlockRows];
        for (int first = 0; first < hidden.Rows; first += BlockRows)
        {
            int rows = Math.Min(BlockRows, hidden.Rows - first), start = first;
            var block = hidden.RowRange(first, rows);
            var logits = _logits.View.Slice(0, rows, 0, vocabulary);
            Gemm.MultiplyTransposed(block, head, logits, pool);
            pool.For(rows, r => losses[r] = Row(_logits.Row(r), targets[start + r], scale));
            for (int r = 0; r < rows; r++) sum += losses[r];
            Gemm.MultiplyTransposed(logits, headTransposed, dHidden.RowRange(first, rows), pool);
            if (dHead is { } weights) Gemm.Multiply(logits, transposeA: true, block, transposeB: false, weights, pool, accumulate: true);
        }
        return sum;
    }

    /// <summary>Replaces the logits by (softmax − one-hot) · scale and gives the loss; zeros where nothing is scored.</summary>
    private double Row(Span<float> row, int target, float scale)
    {
        if (target < 0)
        {
            row.Clear();
            return 0;
        }
        float targetLogit = row[target];
        var (max, sum) = CausalSoftmax.MaximumAndSum(row, vocabulary);
        float factor = scale / sum;
        fixed (float* x = row)
        {
            for (int i = 0; i < vocabulary; i += Vector512<float>.Count) (Vector512.Load(x + i) * factor).Store(x + i);
        }
        row[target] -= scale;
        return max + ScalarMath.Log(sum) - targetLogit;
    }
}
