using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Modifications;

/// <summary>How many weights there are, how many are zero and how many bytes hold them; counted from what is held, never from what was asked for.</summary>
/// <param name="Count">Number of weights, zeros included.</param>
/// <param name="Zeros">Number of weights that are exactly zero.</param>
/// <param name="Bytes">Bytes held.</param>
public readonly record struct WeightSize(long Count, long Zeros, long Bytes)
{
    /// <summary>Share of the weights that is exactly zero, 0 to 1.</summary>
    public double Sparsity => Count == 0 ? 0 : (double)Zeros / Count;

    /// <summary>Bits held per weight, zeros counted as weights.</summary>
    public double BitsPerWeight => Count == 0 ? 0 : 8.0 * Bytes / Count;

    /// <summary>The sum of two sizes.</summary>
    /// <param name="left">One size.</param>
    /// <param name="right">The other.</param>
    /// <returns>Weights, zeros and bytes of both.</returns>
    public static WeightSize operator +(WeightSize left, WeightSize right) =>
        new(left.Count + right.Count, left.Zeros + right.Zeros, left.Bytes + right.Bytes);

    /// <summary>The sum of two sizes.</summary>
    /// <param name="left">One size.</param>
    /// <param name="right">The other.</param>
    /// <returns>Weights, zeros and bytes of both.</returns>
    public static WeightSize Add(WeightSize left, WeightSize right) => left + right;

    /// <summary>The size of one matrix.</summary>
    /// <param name="weights">The matrix.</param>
    /// <returns>Its size.</returns>
    public static WeightSize Of(WeightMatrix weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return new(weights.Count, weights.ZeroCount, weights.ByteSize);
    }

    /// <summary>The size of what a modification with these targets changes.</summary>
    /// <param name="model">The decoder.</param>
    /// <param name="targets">Which weights.</param>
    /// <returns>The size; a matrix that is both embedding and head counts once.</returns>
    public static WeightSize Of(DecoderModel model, ModificationTargets targets)
    {
        ArgumentNullException.ThrowIfNull(model);
        return NamedWeights.Of(model, targets).Select(w => Of(w.Weights)).Aggregate(default(WeightSize), Add);
    }

    /// <summary>The size of a whole decoder: all matrices, and the gains of the norms and the biases as f32.</summary>
    /// <param name="model">The decoder.</param>
    /// <returns>The size; a matrix that is both embedding and head counts once.</returns>
    public static WeightSize Of(DecoderModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var tables = Of(model.Head) + (ReferenceEquals(model.Embedding, model.Head) ? default : Of(model.Embedding));
        return model.Blocks.Select(Of).Aggregate(tables + Of(model.FinalNorm), Add);
    }

    /// <summary>The size of one block: its matrices, shortcuts included, and the gains of its norms and its biases as f32.</summary>
    /// <param name="block">The block.</param>
    /// <returns>Its size.</returns>
    public static WeightSize Of(DecoderBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        var vectors = block.Additions.Biases.Select(b => b.Values).Append(block.AttentionNorm).Append(block.FeedForwardNorm).Select(Of);
        var matrices = block.Additions.Shortcuts.Select(s => s.Weights).Concat(DecoderBlock.Roles.Select(role => block[role])).Select(Of);
        return vectors.Concat(matrices).Aggregate(Add);
    }

    private static WeightSize Of(float[] vector) => new(vector.Length, vector.Count(x => x == 0), (long)vector.Length * sizeof(float));
}
