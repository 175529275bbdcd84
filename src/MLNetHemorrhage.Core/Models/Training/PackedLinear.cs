using System.Diagnostics.CodeAnalysis;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>A weight matrix W [outputs, inputs] in the kernel's order, for y = x·Wᵀ and for dx = dy·W.</summary>
internal sealed class PackedLinear
{
    public PackedLinear(MatrixView weights, WorkerPool pool) => Refresh(weights, pool);

    public PackedMatrix Forward { get; private set; }

    public PackedMatrix Backward { get; private set; }

    /// <summary>Takes over the weights as they are now.</summary>
    [MemberNotNull(nameof(Forward), nameof(Backward))]
    public void Refresh(MatrixView weights, WorkerPool pool)
    {
        Forward = PackedMatrix.Pack(weights, pool);
        Backward = PackedMatrix.Pack(weights.Columns, weights.Rows, (r, d) => { for (int i = 0; i < d.Length; i++) d[i] = weights.Row(i)[r]; }, pool);
    }
}
