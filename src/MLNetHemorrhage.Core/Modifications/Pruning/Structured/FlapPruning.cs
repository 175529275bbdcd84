using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>
/// <c>pruneStructured(flap, ratio=0.25, score=wifv, heads=query, bias=true)</c>: removes the heads and feed-forward channels whose inputs to the
/// output and down projections fluctuate least, and puts what they contribute on average into a bias (An et al. 2024, "Fluctuation-based Adaptive
/// Structured Pruning for Large Language Models", equations 4 to 8). Scores are standardised in each block, those of heads squared before and averaged
/// over the head after; then all heads and channels of all blocks are ranked together by score, each counted by its parameters, and as many stay as come
/// nearest to the kept share of the parameters ranked. At least one head and one channel of every block stay. Statistics are those of the whole model
/// before anything is removed.
/// </summary>
public sealed record FlapPruning : StructuredPruning
{
    internal static readonly ModificationMethod Row = new ModificationMethod<FlapPruning>(
        ModificationKind.PruneStructured, "flap", "removes the heads and channels that fluctuate least and keeps their mean as a bias", needsCalibration: true,
        [
            RatioOf<FlapPruning>(),
            Parameter.Word<FlapPruning, FlapScore>("score", s => s.Score, (s, v) => s with { Score = v }),
            Parameter.Word<FlapPruning, HeadUnit>("heads", s => s.Heads, (s, v) => s with { Heads = v }),
            Parameter.Boolean<FlapPruning>("bias", s => s.Bias, (s, v) => s with { Bias = v }),
        ], takesTargets: false) { Source = "An et al. 2024" };

    /// <summary>What an input is worth.</summary>
    /// <value>The default is <see cref="FlapScore.Wifv"/>.</value>
    public FlapScore Score { get; init; }

    /// <summary>Which heads go together.</summary>
    /// <value>The default is <see cref="HeadUnit.Query"/>.</value>
    public HeadUnit Heads { get; init; }

    /// <summary>Whether the mean contribution of what is removed becomes a bias.</summary>
    /// <value>The default is true.</value>
    public bool Bias { get; init; } = true;

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    private protected override StepOutcome Remove(DecoderModel model, StepContext context) => new FlapRun(this, model, context).Run();
}
