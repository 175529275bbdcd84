using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Correction;

/// <summary>
/// The loop that SparseGPT and GPTQ share: goes through the inputs of a matrix [outputs, inputs] in blocks, in place, moves every weight to
/// where the method wants it, and lets those of later inputs make up for what that does to the outputs. Inside a block rows are
/// corrected in double precision, on their own; the inputs behind the block are corrected by one product, once it is done. With N from
/// <see cref="Calibration.InverseFactor"/> the published U is Nᵀ.
/// </summary>
internal abstract class BlockwiseCorrection(LayerToModify layer, Matrix weights, Matrix inverse)
{
    protected LayerToModify Layer => layer;

    /// <summary>The weights as far as they are corrected.</summary>
    protected Matrix Weights => weights;

    /// <summary>Goes through blocks of so many inputs.</summary>
    protected void Run(int length)
    {
        length = Math.Min(length, weights.Columns);
        var memory = new Matrix(weights.Rows, length);
        for (int first = 0; first < weights.Columns; first += length)
        {
            layer.Cancellation.ThrowIfCancellationRequested();
            var block = new BlockFactor(inverse, first, Math.Min(length, weights.Columns - first));
            Begin(block);
            var errors = memory.View.ColumnRange(0, block.Count);
            layer.Pool.For(weights.Rows, r => Correct(block, r, errors.Row(r)));
            int behind = weights.Columns - block.End;
            Gemm.Multiply(errors, false, inverse.View.Slice(block.End, behind, block.First, block.Count), true,
                weights.View.ColumnRange(block.End, behind), layer.Pool, accumulate: true);
        }
        GC.KeepAlive(memory);
        GC.KeepAlive(inverse);
    }

    /// <summary>Before the first row of a block: what concerns all rows.</summary>
    protected virtual void Begin(BlockFactor block) { }

    /// <summary>Where weight <paramref name="i"/> of the block goes, given the row as it is corrected so far; itself where it stays.</summary>
    protected abstract double Target(BlockFactor block, int row, int i, ReadOnlySpan<double> current);

    // From left to right; writes the errors, negated, that the inputs behind the block will see.
    private void Correct(BlockFactor block, int r, Span<float> errors)
    {
        var row = block.Part(weights.Row(r));
        Span<double> current = stackalloc double[row.Length];
        for (int i = 0; i < row.Length; i++) current[i] = row[i];
        for (int i = 0; i < row.Length; i++)
        {
            double target = Target(block, r, i, current);
            errors[i] = 0;
            if (target == current[i]) continue;
            double error = (current[i] - target) / block.Diagonal(i);
            current[i] = target;
            Triangle.SubtractScaled(current[(i + 1)..], error, block.Behind(i));
            errors[i] = (float)-error;
        }
        for (int i = 0; i < row.Length; i++) row[i] = (float)current[i];
    }
}
