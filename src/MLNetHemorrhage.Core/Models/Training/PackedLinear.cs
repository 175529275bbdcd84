using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>A weight matrix W [outputs, inputs] in the kernel's order, for y = x·Wᵀ and for dx = dy·W; to be filled by Load.</summary>
internal sealed class PackedLinear(int outputs, int inputs)
{
    public PackedMatrix Forward { get; } = new(outputs, inputs);

    public PackedMatrix Backward { get; } = new(inputs, outputs);

    /// <summary>Takes over weights as they are now.</summary>
    public void Load(MatrixView weights, WorkerPool pool)
    {
        Forward.Repack(weights, transpose: false, pool);
        Backward.Repack(weights, transpose: true, pool);
    }
}
