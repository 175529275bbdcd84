using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>The weights of one block as the training pass multiplies them: layers with a common input merged.</summary>
/// <param name="AttentionNorm">Gains [1, hidden].</param>
/// <param name="QueryKeyValue">Query, key and value projections [queries + 2 keys, hidden].</param>
/// <param name="Output">Output projection of attention [hidden, queries].</param>
/// <param name="FeedForwardNorm">Gains [1, hidden].</param>
/// <param name="GateUp">Gate and up projections [2 feed-forward, hidden].</param>
/// <param name="Down">Down projection [hidden, feed-forward].</param>
internal readonly record struct BlockTensors(
    MatrixView AttentionNorm, MatrixView QueryKeyValue, MatrixView Output,
    MatrixView FeedForwardNorm, MatrixView GateUp, MatrixView Down)
{
    /// <summary>The weights of a group.</summary>
    public MatrixView Of(LinearGroup group) => group switch
    {
        LinearGroup.QueryKeyValue => QueryKeyValue,
        LinearGroup.Output => Output,
        LinearGroup.GateUp => GateUp,
        _ => Down,
    };

    /// <summary>The weights of one layer of a block that has lost nothing.</summary>
    public MatrixView Linear(LinearRole role, DecoderSpec spec) => Linear(role, BlockShape.Of(spec));

    /// <summary>The weights of one layer.</summary>
    public MatrixView Linear(LinearRole role, BlockShape shape)
    {
        var group = LinearGroups.Of(role);
        int first = 0;
        foreach (var before in group.Roles())
        {
            if (before == role) break;
            first += shape.Of(before).Rows;
        }
        return Of(group).RowRange(first, shape.Of(role).Rows);
    }
}
