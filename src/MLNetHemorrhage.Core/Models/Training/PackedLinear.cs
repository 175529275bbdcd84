using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>A weight matrix W [outputs, inputs] in the kernel's order, for y = x·Wᵀ and for dx = dy·W; to be filled by Load, which may change its shape.</summary>
internal sealed class PackedLinear(int outputs, int inputs)
{
    public PackedMatrix Forward { get; private set; } = new(outputs, inputs);

    public PackedMatrix Backward { get; private set; } = new(inputs, outputs);

    /// <summary>Takes over weights as they are now.</summary>
    public void Load(MatrixView weights, WorkerPool pool)
    {
        if ((Forward.Rows, Forward.Columns) != (weights.Rows, weights.Columns))
        {
            Forward = new(weights.Rows, weights.Columns);
            Backward = new(weights.Columns, weights.Rows);
        }
        Forward.Repack(weights, transpose: false, pool);
        Backward.Repack(weights, transpose: true, pool);
    }
}
