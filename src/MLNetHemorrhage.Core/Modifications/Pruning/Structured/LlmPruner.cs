using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>
/// <c>pruneStructured(llmpruner, ratio=0.25, importance=first, heads=keyValue, skipFirst=0, skipLast=0)</c>: removes from every block
/// round(units · ratio) of its heads and of its feed-forward channels, those whose coupled weights matter least to the loss (Ma et al. 2023, "LLM-Pruner: On
/// the Structural Pruning of Large Language Models", section 3). A channel couples its row of gate and up with its column of down; a head its rows of
/// the query projection (with <see cref="HeadUnit.KeyValue"/> those of key and value too) with its columns of the output projection. The importance of a
/// group is the sum of those of its rows and columns. The gradient is that of the mean over the calibration windows of the mean loss of each.
/// At least one head unit and one channel stay. Of equal importances those that come first go. Holds, while it works, one single-precision number for every
/// weight of the blocks, and the weights and gradients of one block.
/// </summary>
public sealed record LlmPruner : StructuredPruning
{
    private const string SkipRange = "0 or more";

    internal static readonly ModificationMethod Row = new ModificationMethod<LlmPruner>(
        ModificationKind.PruneStructured, "llmpruner", "removes the heads and channels whose coupled weights matter least to the loss, by its gradient", needsCalibration: true,
        [
            RatioOf<LlmPruner>(),
            Parameter.Word<LlmPruner, TaylorImportance>("importance", s => s.Importance, (s, v) => s with { Importance = v }),
            Parameter.Word<LlmPruner, HeadUnit>("heads", s => s.Heads, (s, v) => s with { Heads = v }),
            Parameter.Integer<LlmPruner>("skipFirst", SkipRange, false, s => s.SkipFirst, (s, v) => s with { SkipFirst = v }),
            Parameter.Integer<LlmPruner>("skipLast", SkipRange, false, s => s.SkipLast, (s, v) => s with { SkipLast = v }),
        ], takesTargets: false) { Source = "Ma et al. 2023" };

    /// <summary>How the importance of weights is estimated.</summary>
    /// <value>The default is <see cref="TaylorImportance.First"/>.</value>
    public TaylorImportance Importance { get; init; }

    /// <summary>Which heads go together.</summary>
    /// <value>The default is <see cref="HeadUnit.KeyValue"/>: all blocks keep equal groups, so that the model can be saved in Hugging Face layout.</value>
    public HeadUnit Heads { get; init; } = HeadUnit.KeyValue;

    /// <summary>Blocks at the beginning that lose nothing; published runs of 32 blocks have 3.</summary>
    /// <value>0 or more; the default is 0.</value>
    public int SkipFirst { get; init => field = this.CheckRange(value, 0, int.MaxValue, SkipRange); }

    /// <summary>Blocks at the end that lose nothing; published runs of 32 blocks have 1.</summary>
    /// <value>0 or more; the default is 0.</value>
    public int SkipLast { get; init => field = this.CheckRange(value, 0, int.MaxValue, SkipRange); }

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    // Of units that differ in size the smallest are counted: which go, the text decides.
    internal override double ForecastKept(DecoderModel model)
    {
        long removed = 0;
        foreach (var shape in PrunedBlocks(model).Select(model.ShapeOf))
        {
            var units = HeadUnits.Of(shape, Heads).Select(u => HeadUnits.Parameters(shape, Heads, u.Length)).ToList();
            removed += units.Order().Take(RemovedOf(units.Count)).Sum() + RemovedOf(shape.FeedForwardSize) * HeadUnits.ChannelParameters(shape);
        }
        return 1 - (double)removed / NamedWeights.Of(model, ModificationTargets.Blocks).Sum(w => w.Weights.Count);
    }

    private protected override StepOutcome Remove(DecoderModel model, StepContext context)
    {
        if (!PrunedBlocks(model).Any())
            throw new HemorrhageException($"{this}: expected some of the {model.Blocks.Count} blocks to prune, found none: skipFirst={SkipFirst} and skipLast={SkipLast} skip all");
        var scores = TaylorScores.Measure(model, Importance, context);
        BlockSelection[] selections = [.. model.Shape.Blocks.Select(BlockSelection.All)];
        foreach (int b in PrunedBlocks(model))
        {
            var shape = model.ShapeOf(b);
            Keep(selections, [.. HeadUnits.Of(shape, Heads).Select(heads => new StructureUnit(b, true, heads, scores[b].Head(shape, heads, Heads), 0))]);
            Keep(selections, [.. Enumerable.Range(0, shape.FeedForwardSize).Select(c => new StructureUnit(b, false, [c], scores[b].Channel(c), 0))]);
        }
        return StructureCut.Apply(model, selections);
    }

    private IEnumerable<int> PrunedBlocks(DecoderModel model) =>
        Enumerable.Range(0, model.Blocks.Count).Where(b => b >= SkipFirst && b < model.Blocks.Count - (long)SkipLast);

    private void Keep(BlockSelection[] selections, StructureUnit[] units)
    {
        foreach (var unit in units.OrderBy(u => u.Score).Take(RemovedOf(units.Length))) unit.Set(selections, false);
    }

    private int RemovedOf(int units) => Math.Max(0, Math.Min((int)Math.Round(units * Ratio), units - 1));
}
