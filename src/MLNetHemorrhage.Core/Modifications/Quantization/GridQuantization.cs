using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifications.Quantization.Allocation;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>What round-to-nearest and GPTQ have in common: how a group gets its grid, and layers of differing bits.</summary>
public abstract record GridQuantization : UniformQuantization
{
    private const string AverageRange = "between 2 and 9";

    private static readonly GridClip[] Clips = [.. GridClips.Rules, GridClip.Measured];

    private protected GridQuantization() { }

    /// <summary>How far the grid of a group reaches.</summary>
    /// <value><see cref="GridClip.None"/>, <see cref="GridClip.Mse"/>, <see cref="GridClip.Activation"/> or <see cref="GridClip.Measured"/>; the default is the first.</value>
    public GridClip Clip { get; init => field = this.CheckWord(value, Clips); }

    /// <summary>
    /// Bits per weight that the linear layers of the blocks may take together, scales and zero levels counted: every layer gets 2, 3, 4, 5, 6 or 8
    /// bits, those whose rounding moves the predictions on the calibration text far more than the others.
    /// </summary>
    /// <value>2 to 9; the default is null: all layers get <see cref="UniformQuantization.Bits"/>, which stay at their default beside an average.</value>
    public double? AverageBits
    {
        get;
        init => field = value is null or (>= 2 and <= 9) ? value : throw ParameterChecks.OutOfRange(this, nameof(AverageBits), AverageRange, value.Value);
    }

    /// <inheritdoc/>
    public override bool NeedsCalibration => base.NeedsCalibration || AverageBits is not null || Clip is GridClip.Activation or GridClip.Measured;

    /// <summary>Another form than <see cref="UniformQuantization.Symmetric"/> says, for comparison with published code.</summary>
    internal GridForm? Form { get; init; }

    internal override int PreparationPasses => AverageBits is null ? 0 : BitAllocation.Passes;

    internal override double? OtherStrength => AverageBits;

    internal override void Check()
    {
        base.Check();
        if (AverageBits is null) return;
        if (Bits != DefaultBits) throw BitsBesideAverage();
        if (Targets != ModificationTargets.Blocks) throw new HemorrhageException($"{Method.Title}: targets must be blocks beside averageBits, found {RecipeWords.Of(Targets)}");
    }

    internal override void CheckGiven(IReadOnlySet<string> names)
    {
        if (AverageBits is not null && names.Contains(BitsName)) throw BitsBesideAverage();
    }

    internal override Preparation Prepare(DecoderModel model, StepContext context) =>
        AverageBits is { } average ? new BitAllocation(this with { AverageBits = null }, model, context).Choose(average) : base.Prepare(model, context);

    internal override StorageForecast Forecast(StorageForecast before) => AverageBits is { } average ? before.Within(average) : base.Forecast(before);

    internal sealed override WeightMatrix Modify(LayerToModify layer)
    {
        var own = layer.Preparation is LayerBits bits ? this with { Bits = bits.Bits } : this;
        if (Clip != GridClip.Measured) return own.Quantize(layer);
        var sums = layer.Statistic<InputGram>().Sums(layer.Pool);
        var tried = GridClips.Rules.Select(clip => (Clip: clip, Weights: (own with { Clip = clip }).Quantize(layer)));
        var best = tried.MinBy(t => OutputLoss.Of(layer.Weights, t.Weights, sums, layer.Pool));
        layer.Notes.Add($"of the ranges clip={RecipeWords.Of(best.Clip)} moves the outputs least");
        return best.Weights;
    }

    /// <summary>The layer on grids whose reach one rule tells.</summary>
    private protected abstract QuantizedWeights Quantize(LayerToModify layer);

    /// <summary>What <see cref="Rule"/> needs to know of the inputs of a layer.</summary>
    private protected float[] Energies(LayerToModify layer) => Clip == GridClip.Activation ? InputEnergies.Of(layer) : [];

    /// <summary>How a group gets its grid.</summary>
    internal GridRule Rule => new(Bits, Form ?? (Symmetric ? GridForm.Symmetric : GridForm.Asymmetric), Clip, Scales);

    private HemorrhageException BitsBesideAverage() => new($"{Method.Title}: bits={Bits} cannot be chosen beside averageBits, which gives every layer bits of its own");

    private protected static new Parameter<T>[] Parameters<T>(params Parameter<T>[] own) where T : GridQuantization => UniformQuantization.Parameters(
    [
        .. own,
        Parameter.Word<T, GridClip>("clip", s => s.Clip, (s, v) => (T)((GridQuantization)s with { Clip = v }), Clips),
        Parameter.OptionalNumber<T>("averageBits", AverageRange, s => s.AverageBits, (s, v) => (T)((GridQuantization)s with { AverageBits = v })),
    ]);
}
