using System.Globalization;
using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>
/// <c>pruneStructured(slicegpt, ratio=0.25, interval=8, sliceHead=false)</c>: turns the residual stream, before every norm, to the principal directions
/// that it has there on the calibration text, and keeps the first of them alone (Ashkboos et al. 2024, "SliceGPT: Compress Large Language Models by
/// Deleting Rows and Columns", algorithm 1). The gains of the norms and the rotations go into the matrices; where the directions change from one norm to the
/// next, the residual stream passes a matrix Q_lᵀ·Q_(l+1). Embedding and head become matrices of their own. Directions are found one norm after
/// the other, behind what was removed before. Because of those matrices fewer parameters go than the ratio says, for small ratios none: the report
/// counts them.
/// </summary>
public sealed record SliceGptPruning : StructuredPruning
{
    private const string IntervalRange = "1 or more";

    internal static readonly ModificationMethod Row = new ModificationMethod<SliceGptPruning>(
        ModificationKind.PruneStructured, "slicegpt", "turns the residual stream to its principal directions and removes the weakest", needsCalibration: true,
        [
            RatioOf<SliceGptPruning>(),
            Parameter.Integer<SliceGptPruning>("interval", IntervalRange, false, s => s.Interval, (s, v) => s with { Interval = v }),
            Parameter.Boolean<SliceGptPruning>("sliceHead", s => s.SliceHead, (s, v) => s with { SliceHead = v }),
        ], takesTargets: false) { Source = "Ashkboos et al. 2024" };

    /// <summary>The kept width is rounded down to a multiple of this, unless the ratio is 0.</summary>
    /// <value>1 or more; the default is 8.</value>
    public int Interval { get; init => field = this.CheckRange(value, 1, int.MaxValue, IntervalRange); } = 8;

    /// <summary>Whether directions are removed behind the last block too, from what the head reads.</summary>
    /// <value>The default is false.</value>
    public bool SliceHead { get; init; }

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    internal override bool MixesWeights => true;

    /// <summary>Width of the residual stream that is kept, of so many.</summary>
    internal int KeptWidth(int width) => Rounded(width) is > 0 and var kept ? kept : throw new HemorrhageException(string.Create(CultureInfo.InvariantCulture,
        $"{this}: expected at least {Interval} of {width} directions to stay (interval={Interval}), found {width * (1 - Ratio):0.##}"));

    internal override bool Suits(DecoderModel model) => Rounded(model.Spec.HiddenSize) > 0;

    /// <summary>Counts what the matrices beside the blocks and a head that is no longer tied add, too.</summary>
    internal override double ForecastKept(DecoderModel model)
    {
        double width = model.Spec.HiddenSize, kept = KeptWidth(model.Spec.HiddenSize), last = SliceHead ? kept : width;
        double blocks = model.Blocks.Sum(b => WeightSize.Of(b).Count), shortcuts = (2 * model.Blocks.Count - 1) * kept * kept + kept * last;
        double tables = model.Spec.VocabularySize * (kept + last - (model.Spec.TiedHead ? 1 : 2) * width);
        double behind = (last - kept) * model.Blocks[^1][LinearRole.Down].Columns;
        return (blocks * kept / width + shortcuts + tables + behind) / blocks;
    }

    private protected override StepOutcome Remove(DecoderModel model, StepContext context) => new SliceGptRun(this, model, context).Run();

    private int Rounded(int width)
    {
        if (Ratio == 0) return width;
        // What rounding leaves below a whole number counts as that number.
        int kept = (int)Math.Floor(width * (1 - Ratio) + 1e-9);
        return kept - kept % Interval;
    }
}
