using MLNetHemorrhage.Models;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>
/// <c>pruneStructured(sleb, ratio=0.25, barrier=1)</c>: removes one block after the other, each time the one without which the model predicts the
/// calibration text best, measured anew after every removal (Song et al. 2024, "SLEB: Streamlining LLMs through Redundancy Verification and
/// Elimination of Transformer Blocks", algorithm 1). Of equal losses the first block goes.
/// </summary>
public sealed record SlebPruning : BlockRemoval
{
    private const string BarrierRange = "0 or more";

    internal static readonly ModificationMethod Row = new ModificationMethod<SlebPruning>(
        ModificationKind.PruneStructured, "sleb", "removes one by one the blocks that the loss on the calibration text misses least", needsCalibration: true,
        [
            RatioOf<SlebPruning>(),
            Parameter.Integer<SlebPruning>("barrier", BarrierRange, false, s => s.Barrier, (s, v) => s with { Barrier = v }),
        ], takesTargets: false) { Source = "Song et al. 2024" };

    /// <summary>Blocks at the beginning, and as many at the end, that are never removed.</summary>
    /// <value>0 or more; the default is 1.</value>
    public int Barrier { get; init => field = this.CheckRange(value, 0, int.MaxValue, BarrierRange); } = 1;

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    private protected override string Limit =>
        Barrier == 0 ? "one has to stay" : $"the first {Barrier} and the last {Barrier} stay: barrier={Barrier}";

    private protected override IReadOnlyList<int> Candidates(DecoderModel model)
    {
        int blocks = model.Blocks.Count;
        return [.. Enumerable.Range(0, blocks).Where(b => b >= Barrier && b < blocks - (long)Barrier)];
    }

    private protected override IReadOnlyList<int> Choose(DecoderModel model, IReadOnlyList<int> candidates, int count, StepContext context)
    {
        var losses = new RemovalLoss(model, context);
        var removed = new List<int>();
        int passes = Enumerable.Range(0, count).Sum(i => candidates.Count - i), done = 0;
        while (removed.Count < count)
        {
            int[] kept = [.. Enumerable.Range(0, model.Blocks.Count).Except(removed)];
            var (block, loss) = losses.Measure(kept, candidates, () => context.BlockDone(++done * model.Blocks.Count / passes)).MinBy(l => l.Loss);
            if (!double.IsFinite(loss)) throw new HemorrhageException($"{this}: expected a finite loss on the calibration text without some block, found none");
            removed.Add(block);
        }
        return removed;
    }
}
