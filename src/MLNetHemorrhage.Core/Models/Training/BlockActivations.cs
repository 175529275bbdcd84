using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>What one block's forward pass leaves for its backward pass. Backward uses some of it as its own scratch.</summary>
/// <param name="shape">The sizes of the block.</param>
/// <param name="tokens">Room for so many tokens.</param>
/// <param name="input">The residual stream before the block, where somebody else holds it.</param>
internal sealed class BlockActivations(BlockShape shape, int tokens, Matrix? input = null)
{
    public BlockShape Shape => shape;

    /// <summary>The residual stream before the block.</summary>
    public Matrix Input { get; set; } = input ?? new(tokens, shape.Width);

    /// <summary>The residual stream between attention and the feed-forward layer.</summary>
    public Matrix Middle { get; } = new(tokens, shape.MiddleWidth);

    public Matrix AttentionInput { get; } = new(tokens, shape.Width);

    /// <summary>Rotated queries, rotated keys, values [tokens, queries + 2 keys].</summary>
    public Matrix QueryKeyValue { get; } = new(tokens, shape.ProjectedWidth);

    public Matrix AttentionOutput { get; } = new(tokens, shape.QueryWidth);

    public Matrix FeedForwardInput { get; } = new(tokens, shape.MiddleWidth);

    /// <summary>Gate, up [tokens, 2 feed-forward].</summary>
    public Matrix GateUp { get; } = new(tokens, 2 * shape.FeedForwardSize);

    /// <summary>silu(gate) · up [tokens, feed-forward].</summary>
    public Matrix Activated { get; } = new(tokens, shape.FeedForwardSize);

    /// <summary>Memory of everything but the input.</summary>
    public long Bytes => sizeof(float) * ((long)Middle.Values.Length + AttentionInput.Values.Length + QueryKeyValue.Values.Length
        + AttentionOutput.Values.Length + FeedForwardInput.Values.Length + GateUp.Values.Length + Activated.Values.Length);

    public MatrixView Queries(int count) => QueryKeyValue.View.Slice(0, count, 0, shape.QueryWidth);

    public MatrixView Keys(int count) => QueryKeyValue.View.Slice(0, count, shape.QueryWidth, shape.KeyWidth);

    public MatrixView Values(int count) => QueryKeyValue.View.Slice(0, count, shape.QueryWidth + shape.KeyWidth, shape.KeyWidth);
}
