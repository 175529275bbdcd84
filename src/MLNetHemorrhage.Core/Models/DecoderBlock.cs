using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models;

/// <summary>The weights of one block. Immutable; a changed block shares what did not change.</summary>
public sealed class DecoderBlock
{
    private readonly WeightMatrix[] _linears;
    private BlockShape? _shape;

    /// <summary>Creates a block.</summary>
    /// <param name="attentionNorm">Gains of the norm before attention [hidden].</param>
    /// <param name="feedForwardNorm">Gains of the norm before the feed-forward layer [hidden].</param>
    /// <param name="linears">The linear layers, in the order of <see cref="LinearRole"/>.</param>
    /// <param name="additions">What it has besides; null means nothing.</param>
    public DecoderBlock(float[] attentionNorm, float[] feedForwardNorm, IReadOnlyList<WeightMatrix> linears, BlockAdditions? additions = null)
    {
        ArgumentNullException.ThrowIfNull(linears);
        if (linears.Count != Roles.Length) throw new ArgumentException($"Expected {Roles.Length} linear layers, found {linears.Count}.", nameof(linears));
        AttentionNorm = attentionNorm;
        FeedForwardNorm = feedForwardNorm;
        _linears = [.. linears];
        Additions = additions ?? BlockAdditions.None;
        Packed = new(this);
    }

    /// <summary>Every role, in order.</summary>
    public static LinearRole[] Roles { get; } = Enum.GetValues<LinearRole>();

    /// <summary>Gains of the norm before attention [hidden]; not to be changed.</summary>
    public float[] AttentionNorm { get; }

    /// <summary>Gains of the norm before the feed-forward layer [hidden]; not to be changed.</summary>
    public float[] FeedForwardNorm { get; }

    /// <summary>What the block has beyond the weights of one as it was trained.</summary>
    public BlockAdditions Additions { get; }

    /// <summary>The weights as the products read them; models that share the block share these.</summary>
    internal PackedBlock Packed { get; }

    /// <summary>The weights of a linear layer.</summary>
    /// <param name="role">Which.</param>
    public WeightMatrix this[LinearRole role] => _linears[(int)role];

    /// <summary>How the weights of a linear layer are held, and what its inputs are rounded to.</summary>
    /// <param name="role">Which.</param>
    /// <returns>As in "int4 g32", "int8 x int8 per token, integer" or, where rounded values are multiplied as f32, "nf4 x int8 per token, simulated".</returns>
    public string FormatOf(LinearRole role) => Additions.Inputs[role] is { } inputs
        ? $"{this[role].Format} x {inputs.Format}, {(IsInteger(LinearGroups.Of(role)) ? "integer" : "simulated")}"
        : this[role].Format;

    /// <summary>
    /// Whether a group of layers is multiplied in integers (<see cref="IntegerGemm"/>): inputs are rounded, all of them, and the weights are whole levels
    /// times scales. A property of the model, not of the processor: results are the same everywhere.
    /// </summary>
    internal bool IsInteger(LinearGroup group)
    {
        if (Additions.Inputs[group] is not { OutlierThreshold: null }) return false;
        foreach (var role in group.Roles())
            if (this[role] is not ICodedWeights { CodeFormat: { } format } || !IntegerLayout.Fits(format)) return false;
        return true;
    }

    /// <summary>A block with some linear layers replaced.</summary>
    /// <param name="replacements">New weights by role.</param>
    /// <returns>The new block.</returns>
    public DecoderBlock With(IReadOnlyDictionary<LinearRole, WeightMatrix> replacements)
    {
        ArgumentNullException.ThrowIfNull(replacements);
        return new(AttentionNorm, FeedForwardNorm, [.. Roles.Select(r => replacements.GetValueOrDefault(r) ?? this[r])], Additions);
    }

    /// <summary>A block of the same weights whose inputs are rounded in another way.</summary>
    /// <param name="inputs">What they are rounded to.</param>
    /// <returns>The new block.</returns>
    public DecoderBlock With(BlockInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs == Additions.Inputs ? this : new(AttentionNorm, FeedForwardNorm, _linears, Additions with { Inputs = inputs });
    }

    /// <summary>The sizes of the block, whose query and key projections have whole heads of this size.</summary>
    internal BlockShape Shape(int headSize)
    {
        if (_shape?.HeadSize == headSize) return _shape;
        var groups = Additions.HeadGroups ?? BlockShape.Equal(this[LinearRole.Query].Rows / headSize, this[LinearRole.Key].Rows / headSize);
        return _shape = new(headSize, groups, this[LinearRole.Gate].Rows, this[LinearRole.Query].Columns, this[LinearRole.Output].Rows, this[LinearRole.Down].Rows);
    }
}
