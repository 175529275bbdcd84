using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>A weight matrix W [outputs, inputs] in the kernel's order, for y = x·Wᵀ and for dx = dy·W.</summary>
internal sealed class PackedLinear(MatrixView weights)
{
    public PackedMatrix Forward { get; } = new(weights.Rows, weights.Columns);

    public PackedMatrix Backward { get; } = new(weights.Columns, weights.Rows);

    /// <summary>Takes over the weights as they are now.</summary>
    public void Refresh(WorkerPool pool)
    {
        Forward.Repack(weights, transpose: false, pool);
        Backward.Repack(weights, transpose: true, pool);
    }
}
