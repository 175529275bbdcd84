using MLNetHemorrhage.Models;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>
/// <c>prune(gradient, sparsity=0.5, norm=l2, alpha=100)</c>: in every row the weights with the smallest |w_ij|·(‖x_j‖ + alpha·‖g_ij‖)
/// become zero, where ‖x_j‖² is the sum of the squares of input j per calibration window and g_ij are the gradients of the mean loss of
/// every window at the dense weights (Das et al. 2023, "Beyond Size: How Gradients Shape Pruning Decisions in Large Language Models";
/// alpha·‖g‖ is held in half precision, as there). The weights that stay are not changed. One number for every weight is held until
/// its block is done.
/// </summary>
public sealed record GradientPruning : ScorePruning
{
    internal static readonly ModificationMethod Row = new ModificationMethod<GradientPruning>(
        ModificationKind.Prune, "gradient", "zeroes the weights with the smallest |w| times (input norm + gradient norm) of each row", needsCalibration: true,
        Parameters(
            Parameter.Word<GradientPruning, GradientNorm>("norm", s => s.Norm, (s, v) => s with { Norm = v }),
            Parameter.Number<GradientPruning>("alpha", "a number from 0 to 1e6", false, s => s.Alpha, (s, v) => s with { Alpha = v }))) { Source = "Das et al. 2023" };

    /// <summary>How the gradients of the windows become one number for each weight.</summary>
    /// <value>The default is <see cref="GradientNorm.L2"/>.</value>
    public GradientNorm Norm { get; init; }

    /// <summary>Weight of the gradient beside the input norm; 0 leaves Wanda's score.</summary>
    /// <value>0 to 1e6; the default is 100.</value>
    /// <exception cref="HemorrhageException">Out of range.</exception>
    public double Alpha
    {
        get;
        init => field = value is >= 0 and <= 1e6 ? value : throw ParameterChecks.OutOfRange(this, nameof(Alpha), "a number from 0 to 1e6", value);
    } = 100;

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    internal override IReadOnlyList<InputStatistic> NewStatistics(int columns) => [new ColumnSquares(columns)];

    // Forward and, twice as long, back.
    internal override int PreparationPasses => 3;

    internal override Preparation Prepare(DecoderModel model, StepContext context)
    {
        if (Targets == ModificationTargets.All)
            throw new HemorrhageException($"{Method.Title}: targets must be blocks: gradients are taken for the layers of blocks, found all");
        var magnitudes = NamedWeights.Of(model, ModificationTargets.Blocks).ToDictionary(l => l.Name, l => new GradientMagnitudes(l.Weights.Rows, l.Weights.Columns, Norm, Alpha));
        SampleGradients.Run(model, context, PreparationPasses, (layer, _, gradient) => magnitudes[layer].Add(gradient, context.Pool));
        foreach (var layer in magnitudes.Values) layer.Finish();
        return new(model) { Layers = magnitudes.ToDictionary(m => m.Key, m => (object)m.Value) };
    }

    internal override RowScores Scores(LayerToModify layer, Matrix values)
    {
        var gradients = layer.Prepared<GradientMagnitudes>();
        double root = Math.Sqrt(gradients.Windows);
        double[] norms = [.. InputNorms.Of(layer).Select(n => n / root)];
        return (r, scores) =>
        {
            var row = values.Row(r);
            var magnitudes = gradients.Row(r);
            for (int j = 0; j < scores.Length; j++) scores[j] = Math.Abs(row[j]) * (norms[j] + (double)magnitudes[j]);
        };
    }
}
