using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization.Awq;

/// <summary>Factors of the inputs of layers, undone in what comes before them: the gains of the norms, the rows of the value and up projections.</summary>
/// <param name="Attention">Of query, key and value.</param>
/// <param name="Output">Of the output projection; null where it has none.</param>
/// <param name="FeedForward">Of gate and up.</param>
/// <param name="Down">Of the down projection; null where it has none.</param>
internal sealed record BlockFolding(float[] Attention, float[]? Output, float[] FeedForward, float[]? Down)
{
    /// <summary>A block of the same function, its weights computed when they are read.</summary>
    public DecoderBlock Fold(DecoderBlock block) => new(
        Divided(block.AttentionNorm, Attention), Divided(block.FeedForwardNorm, FeedForward), [.. DecoderBlock.Roles.Select(role => Fold(block[role], role))], block.Additions);

    /// <summary>What a layer of the folded block reads where that of the block as it was reads these inputs.</summary>
    public Matrix Scaled(Matrix inputs, LinearRole role)
    {
        var scaled = new Matrix(inputs.Rows, inputs.Columns);
        float[]? factors = Columns(role);
        for (int t = 0; t < inputs.Rows; t++)
            for (int j = 0; j < inputs.Columns; j++) scaled[t, j] = factors is null ? inputs[t, j] : inputs[t, j] / factors[j];
        return scaled;
    }

    private float[]? Columns(LinearRole role) => role switch
    {
        LinearRole.Output => Output,
        LinearRole.Gate or LinearRole.Up => FeedForward,
        LinearRole.Down => Down,
        _ => Attention,
    };

    private WeightMatrix Fold(WeightMatrix weights, LinearRole role)
    {
        float[]? columns = Columns(role), rows = role switch
        {
            LinearRole.Value => Output,
            LinearRole.Up => Down,
            _ => null,
        };
        if (columns is null && rows is null) return weights;
        return new ChangedWeights(weights, (r, values) =>
        {
            for (int j = 0; j < values.Length; j++)
            {
                if (columns is not null) values[j] *= columns[j];
                if (rows is not null) values[j] /= rows[r];
            }
        });
    }

    private static float[] Divided(float[] gains, float[] factors) => [.. gains.Select((g, j) => g / factors[j])];
}
