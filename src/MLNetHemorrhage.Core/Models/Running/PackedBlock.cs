using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Running;

/// <summary>The weights of a block as the products read them, each group packed once, when first needed. Thread-safe.</summary>
internal sealed class PackedBlock(DecoderBlock block)
{
    private readonly Lock _lock = new();
    private readonly PackedMatrix?[] _groups = new PackedMatrix?[Enum.GetValues<LinearGroup>().Length];

    /// <summary>The layers of a group, one below the other.</summary>
    public PackedMatrix Get(LinearGroup group, WorkerPool pool)
    {
        lock (_lock) return _groups[(int)group] ??= Pack(block, group, pool);
    }

    /// <summary>Packs the layers of a group, one below the other.</summary>
    public static PackedMatrix Pack(DecoderBlock block, LinearGroup group, WorkerPool pool)
    {
        var roles = group.Roles();
        var layers = new WeightMatrix[roles.Length];
        int rows = 0;
        for (int i = 0; i < roles.Length; i++) rows += (layers[i] = block[roles[i]]).Rows;
        return PackedMatrix.Pack(rows, layers[0].Columns, (row, destination) =>
        {
            int i = 0;
            for (; row >= layers[i].Rows; i++) row -= layers[i].Rows;
            layers[i].CopyRow(row, destination);
        }, pool);
    }
}
