using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>What one block's forward pass leaves for its backward pass. Backward uses some of it as its own scratch.</summary>
/// <param name="spec">The architecture.</param>
/// <param name="tokens">Room for so many tokens.</param>
/// <param name="input">The residual stream before the block, where somebody else holds it.</param>
internal sealed class BlockActivations(DecoderSpec spec, int tokens, Matrix? input = null)
{
    private readonly int _queries = spec.HeadCount * spec.HeadSize;

    /// <summary>The residual stream before the block [tokens, hidden].</summary>
    public Matrix Input { get; set; } = input ?? new(tokens, spec.HiddenSize);

    /// <summary>The residual stream between attention and the feed-forward layer [tokens, hidden].</summary>
    public Matrix Middle { get; } = new(tokens, spec.HiddenSize);

    public Matrix AttentionInput { get; } = new(tokens, spec.HiddenSize);

    /// <summary>Rotated queries, rotated keys, values [tokens, queries + 2 keys].</summary>
    public Matrix QueryKeyValue { get; } = new(tokens, (spec.HeadCount + 2 * spec.KeyValueHeadCount) * spec.HeadSize);

    public Matrix AttentionOutput { get; } = new(tokens, spec.HeadCount * spec.HeadSize);

    public Matrix FeedForwardInput { get; } = new(tokens, spec.HiddenSize);

    /// <summary>Gate, up [tokens, 2 feed-forward].</summary>
    public Matrix GateUp { get; } = new(tokens, 2 * spec.FeedForwardSize);

    /// <summary>silu(gate) · up [tokens, feed-forward].</summary>
    public Matrix Activated { get; } = new(tokens, spec.FeedForwardSize);

    /// <summary>Memory of everything but the input.</summary>
    public long Bytes => sizeof(float) * ((long)Middle.Values.Length + AttentionInput.Values.Length + QueryKeyValue.Values.Length
        + AttentionOutput.Values.Length + FeedForwardInput.Values.Length + GateUp.Values.Length + Activated.Values.Length);

    public MatrixView Queries(int count) => QueryKeyValue.View.Slice(0, count, 0, _queries);

    public MatrixView Keys(int count) => QueryKeyValue.View.Slice(0, count, _queries, KeyColumns);

    public MatrixView Values(int count) => QueryKeyValue.View.Slice(0, count, _queries + KeyColumns, KeyColumns);

    private int KeyColumns => (QueryKeyValue.Columns - _queries) / 2;
}
