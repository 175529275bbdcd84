using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>
/// <c>quantize(llmint8, threshold=6)</c>: the weights of inputs that reach the threshold on the calibration text stay, in f16; the others go to the nearest of
/// 255 levels of their row (Dettmers et al. 2022, "LLM.int8(): 8-bit Matrix Multiplication for Transformers at Scale"). With
/// <c>activations=8</c> the inputs are rounded too while the model runs, except those of a token that reach the threshold; the published code excepts all of an
/// input's where one token of a sequence reaches it. Weights that are zero stay zero.
/// </summary>
public sealed record LlmInt8Quantization : LayerModification
{
    private const string BitsRange = "8", ThresholdRange = "above 0";

    private const float LargestHalf = 65504;

    internal static readonly ModificationMethod Row = new ModificationMethod<LlmInt8Quantization>(
        ModificationKind.Quantize, "llmint8", "rounds to 8 bits, except the weights of inputs with outliers, which stay in f16", needsCalibration: true,
        [
            Parameter.Integer<LlmInt8Quantization>("bits", BitsRange, true, s => s.Bits, (s, v) => s with { Bits = v }),
            Parameter.Number<LlmInt8Quantization>("threshold", ThresholdRange, false, s => s.Threshold, (s, v) => s with { Threshold = v }),
            Parameter.OptionalInteger<LlmInt8Quantization>("activations", BitsRange, s => s.Activations, (s, v) => s with { Activations = v }),
        ]) { Source = "Dettmers et al. 2022" };

    /// <summary>Bits of a level; what thresholds are compared by.</summary>
    /// <value>8 and nothing else.</value>
    public int Bits { get; init => field = this.CheckRange(value, 8, 8, BitsRange); } = 8;

    /// <summary>An input is an outlier where its magnitude is at least this on some token.</summary>
    /// <value>Above 0; infinity means no input is. The default is 6.</value>
    public double Threshold { get; init => field = this.CheckNumber(value, value > 0, ThresholdRange); } = 6;

    /// <summary>
    /// Bits that the inputs are rounded to while the model runs, token by token, those from <see cref="Threshold"/> on excepted: they are read as they are.
    /// </summary>
    /// <value>8, which makes the published method, or null, the default: inputs stay as they are, or rounded as an earlier step has them.</value>
    public int? Activations { get; init => field = value is null ? null : this.CheckRange(value.Value, 8, 8, BitsRange); }

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    internal override void Check() => UniformQuantization.CheckActivations(this, Activations);

    internal override BlockInputs InputsAfter(BlockInputs before) => Activations is { } bits ? BlockInputs.All(new(bits, double.IsFinite(Threshold) ? Threshold : null)) : before;

    private RoundToNearest Rounding => new() { Bits = Bits };

    internal override IReadOnlyList<InputStatistic> NewStatistics(int columns) => [new ColumnMaxima(columns)];

    // Outliers cannot be foreseen.
    internal override StorageForecast Forecast(StorageForecast before) => Rounding.Forecast(before);

    internal override WeightMatrix Modify(LayerToModify layer)
    {
        var values = layer.Values();
        var largest = layer.Statistic<ColumnMaxima>().Sums;
        var outliers = new List<int>();
        for (int j = 0; j < largest.Length; j++)
        {
            layer.CheckInput(j, largest[j]);
            if (largest[j] >= Threshold) outliers.Add(j);
        }
        CheckHalf(layer, values, outliers);
        return OutlierWeights.Split(values, [.. outliers], others => Rounding.Quantize(others, [], layer.Pool));
    }

    private static void CheckHalf(LayerToModify layer, Matrix values, List<int> outliers)
    {
        for (int r = 0; r < values.Rows; r++)
            foreach (int j in outliers)
                if (Math.Abs(values[r, j]) > LargestHalf)
                    throw new HemorrhageException(FormattableString.Invariant($"{layer.Name}: weight [{r}, {j}] must be at most {LargestHalf} to be held in f16, found {values[r, j]}"));
    }
}
