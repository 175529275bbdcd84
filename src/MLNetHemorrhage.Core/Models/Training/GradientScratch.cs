using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>Buffers of the backward pass that every block uses in turn.</summary>
internal sealed class GradientScratch(DecoderSpec spec, int tokens)
{
    /// <summary>Gradient of a norm's output [tokens, hidden].</summary>
    public Matrix Normed { get; } = new(tokens, spec.HiddenSize);

    /// <summary>Gradient of the residual stream [tokens, hidden].</summary>
    public Matrix Residual { get; } = new(tokens, spec.HiddenSize);

    /// <summary>Gradient of attention's output [tokens, queries].</summary>
    public Matrix AttentionOutput { get; } = new(tokens, spec.HeadCount * spec.HeadSize);

    /// <summary>Gradient of queries, keys, values [tokens, queries + 2 keys].</summary>
    public Matrix QueryKeyValue { get; } = new(tokens, (spec.HeadCount + 2 * spec.KeyValueHeadCount) * spec.HeadSize);

    /// <summary>Gradient of silu(gate) · up [tokens, feed-forward].</summary>
    public Matrix Activated { get; } = new(tokens, spec.FeedForwardSize);
}
