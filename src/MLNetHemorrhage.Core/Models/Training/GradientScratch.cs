using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>Buffers of the backward pass that every block uses in turn, each as wide as the widest block needs.</summary>
internal sealed class GradientScratch(ModelShape model, int tokens)
{
    /// <summary>Gradient of a norm's output.</summary>
    public Matrix Normed { get; } = new(tokens, model.ResidualWidth);

    /// <summary>Gradient of the residual stream.</summary>
    public Matrix Residual { get; } = new(tokens, model.ResidualWidth);

    /// <summary>Gradient of the residual stream before a shortcut.</summary>
    public Matrix Passed { get; } = new(tokens, model.ResidualWidth);

    /// <summary>Gradient of attention's output [tokens, queries].</summary>
    public Matrix AttentionOutput { get; } = new(tokens, model.Largest(b => b.QueryWidth));

    /// <summary>Gradient of queries, keys, values [tokens, queries + 2 keys].</summary>
    public Matrix QueryKeyValue { get; } = new(tokens, model.Largest(b => b.ProjectedWidth));

    /// <summary>Gradient of silu(gate) · up [tokens, feed-forward].</summary>
    public Matrix Activated { get; } = new(tokens, model.Largest(b => b.FeedForwardSize));
}
