using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Quantization.Scaling;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>
/// <c>quantize(dynamicScaling, bits=3, group=32, epochs=4, rate=0.01)</c>: learns scales and levels together. Ranges and levels begin as
/// <see cref="GptqQuantization"/> leaves them with <see cref="GridClip.Measured"/>; then scales and weights follow the gradient of the divergence between the next-token distributions of the given
/// and the quantized model on the calibration text, rounding taken as the identity for the weights and as in Esser et al. 2020 ("Learned Step Size
/// Quantization") for the scales. A block's weights move as soon as the backward pass leaves it, so that gradients of the whole model are never held.
/// Windows held out from the calibration text decide whether the result is kept or that which was begun with.
/// Where inputs are rounded too (<see cref="UniformQuantization.Activations"/>) scale first moves from inputs to weights, as far as the measured error of the outputs asks
/// for (after Xiao et al. 2023, "SmoothQuant"), and what follows sees rounded inputs. Weights that are zero stay zero. What is stored is a matrix on uniform grids like that of the other methods: nothing is added to it.
/// </summary>
public sealed record DynamicScaling : UniformQuantization
{
    private const string Rates = "above 0 and at most 1", EpochsRange = "between 1 and 1000";

    internal static readonly ModificationMethod Row = new ModificationMethod<DynamicScaling>(
        ModificationKind.Quantize, "dynamicScaling", "learns scales and levels by the gradient of the divergence", needsCalibration: true,
        Parameters(
            Parameter.Integer<DynamicScaling>("epochs", EpochsRange, false, s => s.Epochs, (s, v) => s with { Epochs = v }),
            Parameter.Number<DynamicScaling>("rate", Rates, false, s => s.Rate, (s, v) => s with { Rate = v })));

    /// <summary>Creates the step with grids that need not be symmetric.</summary>
    public DynamicScaling() => Symmetric = false;

    /// <summary>How often scales and weights see the calibration text. Time grows with it.</summary>
    /// <value>1 to 1000; the default is 4.</value>
    /// <exception cref="HemorrhageException">Out of range.</exception>
    public int Epochs { get; init => field = this.CheckRange(value, 1, 1000, EpochsRange); } = 4;

    /// <summary>
    /// Longest step of a layer's weights, root mean square as a share of the distance between its levels; the ends of its grids move as far. It falls to 0 in a
    /// straight line.
    /// </summary>
    /// <value>Above 0 and at most 1; the default is 0.01.</value>
    /// <exception cref="HemorrhageException">Out of range.</exception>
    public double Rate { get; init => field = this.CheckNumber(value, value is > 0 and <= 1, Rates); } = 0.01;

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    // The work is done before the pass that stores its result.
    internal override bool ReadsInputs => false;

    internal override int PreparationPasses => ScalingPass.ProgressPasses + (Activations is null ? 0 : 1);

    /// <summary>The parts of the method.</summary>
    internal ScalingTrials Trials { get; init; } = ScalingTrials.All;

    /// <summary>Where ranges and levels begin, and what the result must not fall behind.</summary>
    internal GptqQuantization Fit => new() { Bits = Bits, Group = Group, Symmetric = Symmetric, Scales = Scales, Clip = Trials.Ranges, Activations = Activations };

    internal override Preparation Prepare(DecoderModel model, StepContext context)
    {
        if (Targets == ModificationTargets.All)
            throw new HemorrhageException($"{Method.Title}: targets must be blocks: gradients are taken for the layers of blocks, found all");
        if (Activations is null) return new(model) { Layers = new ScalingPass(this, model, model, context).Run() };
        var migration = new ScaleMigration(this, model, context);
        var folded = migration.Run();
        var after = context with { BlockDone = done => context.BlockDone(model.Blocks.Count + done) };
        return new(folded) { Layers = migration.Noted(new ScalingPass(this, model, folded, after).Run()) };
    }

    internal override WeightMatrix Modify(LayerToModify layer)
    {
        var scaled = layer.Prepared<ScaledLayer>();
        layer.Notes.AddRange(scaled.Notes);
        return scaled.Weights;
    }
}
