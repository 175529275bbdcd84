using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>What the residual stream passes beside attention or the feed-forward layer, forward and backward: a shortcut and a bias, where there are any.</summary>
internal sealed class BlockPassage(WorkerPool pool)
{
    private WeightMatrix? _weights;
    private PackedLinear? _shortcut;
    private float[]? _bias;

    /// <summary>Takes over what a block has.</summary>
    public void Load(WeightMatrix? shortcut, float[]? bias)
    {
        _bias = bias;
        if (ReferenceEquals(_weights, shortcut)) return;
        _weights = shortcut;
        _shortcut = null;
        if (shortcut is null) return;
        var values = shortcut.ToMatrix();
        _shortcut = new(shortcut.Rows, shortcut.Columns);
        _shortcut.Load(values.View, pool);
        GC.KeepAlive(values);
    }

    /// <summary>The stream behind, before the layer's outputs are added.</summary>
    public void Forward(MatrixView source, MatrixView target)
    {
        if (_shortcut is not null) Gemm.MultiplyTransposed(source, _shortcut.Forward, target, pool);
        RowTasks.For(pool, target.Rows, target.Columns, (first, end) =>
        {
            for (int r = first; r < end; r++)
            {
                var row = target.Row(r);
                if (_shortcut is null) source.Row(r).CopyTo(row);
                for (int i = 0; i < _bias?.Length; i++) row[i] += _bias[i];
            }
        });
    }

    /// <summary>The gradient of the stream before, in the scratch's residual, from that behind, which lies there too.</summary>
    public MatrixView Backward(MatrixView dHidden, GradientScratch scratch)
    {
        if (_shortcut is null) return dHidden;
        int width = _shortcut.Backward.Rows;
        var passed = scratch.Passed.View.Slice(0, dHidden.Rows, 0, width);
        Gemm.MultiplyTransposed(dHidden, _shortcut.Backward, passed, pool);
        var before = scratch.Residual.View.Slice(0, dHidden.Rows, 0, width);
        passed.CopyTo(before);
        return before;
    }
}
