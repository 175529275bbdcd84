using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Quantization.Smoothing;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>
/// <c>quantize(smoothquant, bits=8, migration=0.5, activations=8)</c>: divides the inputs of query, key, value and of gate, up by factors that make large ones
/// smaller, multiplies the weights by the same factors, rounds the weights to the nearest level, and has the inputs of all layers rounded token by token while
/// the model runs (Xiao et al. 2023, "SmoothQuant: Accurate and Efficient Post-Training Quantization for Large Language Models"). The factors are
/// s_j = max|x_j|^migration / max|w_j|^(1 - migration) on the calibration text in the unmodified model and are folded into the gains of the norms. Weights
/// that are zero stay zero.
/// </summary>
public sealed record SmoothQuantization : UniformQuantization
{
    private const string MigrationRange = "between 0 and 1";

    internal static readonly ModificationMethod Row = new ModificationMethod<SmoothQuantization>(
        ModificationKind.Quantize, "smoothquant", "moves the outliers of inputs into the weights, then rounds weights and inputs", needsCalibration: true,
        Parameters(Parameter.Number<SmoothQuantization>("migration", MigrationRange, false, s => s.Migration, (s, v) => s with { Migration = v }))) { Source = "Xiao et al. 2023" };

    /// <summary>Creates the step with the published defaults: weights and inputs of 8 bits.</summary>
    public SmoothQuantization() => (Bits, Activations) = (8, 8);

    /// <summary>How much of the outliers moves from inputs to weights: the "migration strength" α of the paper, 0.8 to 0.9 for models of the llama family there.</summary>
    /// <value>0 to 1; the default is 0.5.</value>
    /// <exception cref="HemorrhageException">Out of range.</exception>
    public double Migration { get; init => field = this.CheckNumber(value, value is >= 0 and <= 1, MigrationRange); } = 0.5;

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    // The factors are found before the pass that rounds, which reads inputs for the errors of the report alone.
    internal override int PreparationPasses => 1;

    internal override Preparation Prepare(DecoderModel model, StepContext context) => new(new InputSmoothing(this, model, context).Run());

    internal override WeightMatrix Modify(LayerToModify layer) =>
        new RoundToNearest { Bits = Bits, Group = Group, Symmetric = Symmetric, Scales = Scales }.Quantize(layer.Values(), [], layer.Pool);
}
