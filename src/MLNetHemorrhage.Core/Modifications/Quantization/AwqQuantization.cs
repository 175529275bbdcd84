using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Quantization.Awq;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>
/// <c>quantize(awq, bits=4, group=128)</c>: multiplies the inputs of layers by factors that make the weights of large inputs large, so that
/// rounding moves them less, divides what comes before by the same factors, clips, and rounds to the nearest level (Lin et al. 2023, "AWQ:
/// Activation-aware Weight Quantization for LLM Compression and Acceleration"). Weights that are zero stay zero. Factors and limits come from
/// the calibration text in the unmodified model.
/// </summary>
public sealed record AwqQuantization : UniformQuantization
{
    private static readonly GridClip[] Clips = [GridClip.None, GridClip.Output];

    internal static readonly ModificationMethod Row = new ModificationMethod<AwqQuantization>(
        ModificationKind.Quantize, "awq", "scales inputs so that the weights of large ones round better, clips, then rounds", needsCalibration: true,
        Parameters(Parameter.Word<AwqQuantization, GridClip>("clip", s => s.Clip, (s, v) => s with { Clip = v }, Clips))) { Source = "Lin et al. 2023" };

    /// <summary>Creates the step with the published defaults: groups of 128, asymmetric grids.</summary>
    public AwqQuantization() => (Group, Symmetric) = (128, false);

    /// <summary>Whether weights are clipped.</summary>
    /// <value><see cref="GridClip.Output"/> or <see cref="GridClip.None"/>; the default is the former.</value>
    public GridClip Clip { get; init => field = this.CheckWord(value, Clips); } = GridClip.Output;

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    internal override int PreparationPasses => 1;

    private GridRule Rule => new(Bits, Symmetric ? GridForm.Symmetric : GridForm.Range, GridClip.None, Scales);

    internal override Preparation Prepare(DecoderModel model, StepContext context) => new AwqSearch(this, model, context).Run();

    internal override WeightMatrix Modify(LayerToModify layer)
    {
        var values = layer.Values();
        var limits = layer.Preparation as ClipLimits;
        var quantized = new QuantizedLayer(values.Rows, Shape(values.Columns), Symmetric, Scales);
        layer.Pool.For(values.Rows, r =>
        {
            for (int g = 0; g < quantized.Shape.Groups; g++)
            {
                var (start, end) = quantized.Shape.Range(g);
                var weights = values.Row(r)[start..end];
                if (limits is not null) Clamp(weights, limits[r, g]);
                quantized[r, g] = Rule.Of(weights, []);
            }
            quantized.Round(r, values.Row(r));
        });
        return quantized.Pack();
    }

    /// <summary>The weights of a layer rounded, their inputs multiplied by factors before and divided after.</summary>
    internal DenseWeights Rounded(WeightMatrix weights, float[] factors, WorkerPool pool)
    {
        var shape = Shape(weights.Columns);
        var rounded = weights.ToMatrix();
        pool.For(rounded.Rows, r =>
        {
            var values = rounded.Row(r);
            for (int j = 0; j < values.Length; j++) values[j] *= factors[j];
            for (int g = 0; g < shape.Groups; g++)
            {
                var (start, end) = shape.Range(g);
                Round(values[start..end], float.PositiveInfinity);
            }
            for (int j = 0; j < values.Length; j++) values[j] /= factors[j];
        });
        return new(rounded);
    }

    /// <summary>Clips and rounds the weights of a group, in place.</summary>
    internal void Round(Span<float> weights, float limit)
    {
        Clamp(weights, limit);
        var grid = Rule.Of(weights, []);
        foreach (ref float w in weights) w = grid.Value(grid.Level(w));
    }

    private static void Clamp(Span<float> weights, float limit)
    {
        foreach (ref float w in weights) w = Math.Clamp(w, -limit, limit);
    }
}
