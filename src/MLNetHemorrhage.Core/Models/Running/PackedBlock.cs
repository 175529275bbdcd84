using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Running;

/// <summary>The weights of a block as the products read them, each group packed once, when first needed. Thread-safe.</summary>
internal sealed class PackedBlock(DecoderBlock block)
{
    private readonly Lock _lock = new();
    private readonly PackedMatrix?[] _groups = new PackedMatrix?[LinearGroups.Count];

    /// <summary>The layers of a group, one below the other; kept.</summary>
    public PackedMatrix Get(LinearGroup group, WorkerPool pool)
    {
        lock (_lock) return _groups[(int)group] ??= Pack(group, null, pool);
    }

    /// <summary>The same into a matrix that is used again, where there is one of the right shape.</summary>
    public PackedMatrix Pack(LinearGroup group, PackedMatrix? reused, WorkerPool pool)
    {
        var roles = group.Roles();
        var layers = new WeightMatrix[roles.Length];
        int rows = 0;
        for (int i = 0; i < roles.Length; i++) rows += (layers[i] = block[roles[i]]).Rows;
        var packed = reused?.Rows == rows && reused.Columns == layers[0].Columns ? reused : new(rows, layers[0].Columns);
        packed.Repack((row, destination) =>
        {
            int i = 0;
            for (; row >= layers[i].Rows; i++) row -= layers[i].Rows;
            layers[i].CopyRow(row, destination);
        }, pool);
        return packed;
    }
}
