using System.Text.Json.Serialization;

namespace MLNetHemorrhage.Models;

/// <summary>
/// What a decoder-only architecture is: everything about it that is not a weight. Blocks that lost structure say their own sizes
/// (<see cref="DecoderModel.ShapeOf"/>); none is larger than what is said here.
/// </summary>
public sealed record DecoderSpec
{
    /// <summary>The family name, as in a Hugging Face <c>model_type</c>: "llama".</summary>
    public string Family { get; init; } = "llama";

    /// <summary>Number of token ids.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Width of the residual stream.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Width of the feed-forward layer.</summary>
    public required int FeedForwardSize { get; init; }

    /// <summary>Number of blocks.</summary>
    public required int BlockCount { get; init; }

    /// <summary>Number of query heads.</summary>
    public required int HeadCount { get; init; }

    /// <summary>Number of key and value heads; query heads share them in equal groups.</summary>
    public required int KeyValueHeadCount { get; init; }

    /// <summary>Width of one head.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Longest sequence, in tokens.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Added to the mean square inside a norm.</summary>
    public double NormEpsilon { get; init; } = 1e-5;

    /// <summary>What a norm divides the sum of squares by; null means the width of what it reads. A residual stream that lost directions keeps the scale it had.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? NormWidth { get; init; }

    /// <summary>Rotary position embedding.</summary>
    public RotarySpec Rotary { get; init; } = new();

    /// <summary>Whether the head shares the embedding's weights.</summary>
    public bool TiedHead { get; init; }

    /// <summary>The shape of a linear layer of a block that has lost nothing.</summary>
    /// <param name="role">Which.</param>
    /// <returns>Outputs and inputs.</returns>
    public (int Rows, int Columns) Shape(LinearRole role) => BlockShape.Of(this).Of(role);
}
