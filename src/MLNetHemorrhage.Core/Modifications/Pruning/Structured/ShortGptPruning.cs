using MLNetHemorrhage.Models;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>
/// <c>pruneStructured(shortgpt, ratio=0.25)</c>: the blocks with the least influence go, where the influence of a block is
/// 1 - mean over the calibration tokens of cos(its input, its output), each the residual stream of a token (Men et al. 2024, "ShortGPT: Layers in
/// Large Language Models are More Redundant Than You Expect", equation 1). Influences are measured once, in the whole model; of equal ones the
/// first block goes.
/// </summary>
public sealed record ShortGptPruning : BlockRemoval
{
    internal static readonly ModificationMethod Row = new ModificationMethod<ShortGptPruning>(
        ModificationKind.PruneStructured, "shortgpt", "removes the blocks that turn the residual stream least", needsCalibration: true,
        [RatioOf<ShortGptPruning>()], takesTargets: false) { Source = "Men et al. 2024" };

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    private protected override string Limit => "one has to stay";

    private protected override IReadOnlyList<int> Choose(DecoderModel model, IReadOnlyList<int> candidates, int count, StepContext context)
    {
        double[] influences = BlockInfluence.Measure(model, context);
        return [.. candidates.OrderBy(b => influences[b]).Take(count)];
    }
}
