using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Models.Weights.Ggml;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>
/// <c>quantize(ggml, type=q4_k)</c>: weights in the block formats of ggml, with the bytes that ggml gives them, so that a GGUF file can
/// hold them as they are. Formats without a minimum (Q4_0, Q5_0, Q8_0, Q3_K, Q6_K) keep zeros exactly; with the others a pruned model is refused.
/// </summary>
public sealed record GgmlQuantization : LayerModification
{
    // Inputs that were never seen count a little, so that their weights do not become arbitrary.
    private const double LeastImportance = 1e-6;

    internal static readonly ModificationMethod Row = new ModificationMethod<GgmlQuantization>(
        ModificationKind.Quantize, "ggml", "stores weights in a block format of ggml, as GGUF files have them", needsCalibration: false,
        [
            new("type", GgmlTypes.Words, true, (s, text) => GgmlTypes.Find(text) is { } type ? s with { Type = type } : null, s => s.Type.Word()) { Words = ("bits", GgmlTypes.Strengths) },
            Parameter.Boolean<GgmlQuantization>("importance", s => s.Importance, (s, v) => s with { Importance = v }),
            Parameter.Boolean<GgmlQuantization>("fallback", s => s.Fallback, (s, v) => s with { Fallback = v }),
        ])
    {
        Source = "llama.cpp",
        Strength = s => new("bits", s.Type.Bits()),
    };

    /// <summary>The format of all matrices, or a mix of formats.</summary>
    /// <value>The default is <see cref="GgmlType.Q4_K"/>.</value>
    public GgmlType Type { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value)); } = GgmlType.Q4_K;

    /// <summary>
    /// Whether errors are weighted by how large the inputs are: by the mean square of each input on the calibration text, which is
    /// llama.cpp's importance matrix. An embedding that is no head has no inputs and is quantized without.
    /// </summary>
    /// <value>The default is false; <see cref="GgmlType.Q8_0"/> is the same either way.</value>
    public bool Importance { get; init; }

    /// <summary>
    /// Whether a matrix whose rows the blocks do not divide gets llama.cpp's replacement: IQ4_NL for Q2_K, Q3_K and IQ4_XS, Q5_0 for Q4_K,
    /// Q5_1 for Q5_K, Q8_0 for Q6_K, and f16 where 32 does not divide the rows either. Otherwise such a matrix is an error.
    /// </summary>
    /// <value>The default is false.</value>
    public bool Fallback { get; init; }

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    /// <inheritdoc/>
    public override bool NeedsCalibration => Importance;

    internal override bool ReadsInputs => Importance;

    internal override string? WhyZerosAreLost => Type.Base().KeepsZeros && !Type.IsMix()
        ? null
        : $"{Type.Word()} has formats without an exact zero; {string.Join(", ", Enum.GetValues<GgmlType>().Where(t => !t.IsMix() && t.Base().KeepsZeros).Select(t => t.Word()))} keep zeros";

    internal override IReadOnlyList<InputStatistic> NewStatistics(int columns) => Importance ? [new ColumnSquares(columns)] : [];

    internal override Preparation Prepare(DecoderModel model, StepContext context) => new(model) { Layers = GgmlPlan.Of(this, model) };

    internal override StorageForecast Forecast(StorageForecast before) => before.InBlocks(Type.BitsPerWeight());

    internal override WeightMatrix Modify(LayerToModify layer)
    {
        var values = layer.Values();
        WeightMatrix weights = layer.Prepared<GgmlChoice>().Format is { } format
            ? BlockWeights.Quantize(values, format, ImportanceOf(layer), layer.Pool)
            : DenseWeights.Of(values, ElementType.Float16);
        RequireFinite(layer, values, weights);
        return weights;
    }

    private static float[] ImportanceOf(LayerToModify layer)
    {
        if (layer.Statistics.OfType<ColumnSquares>().SingleOrDefault() is not { Tokens: > 0 } squares) return [];
        double mean = 0;
        for (int j = 0; j < squares.Sums.Length; j++)
        {
            layer.CheckInput(j, squares.Sums[j]);
            mean += squares.Sums[j] / squares.Tokens / squares.Sums.Length;
        }
        return mean > 0 ? [.. squares.Sums.ToArray().Select(sum => (float)Math.Max(sum / squares.Tokens, LeastImportance * mean))] : [];
    }

    // Scales are f16, which large weights can be beyond.
    private static void RequireFinite(LayerToModify layer, Matrix values, WeightMatrix weights)
    {
        var bad = new int[weights.Rows];
        layer.Pool.For(weights.Rows, r =>
        {
            var row = new float[weights.Columns];
            weights.CopyRow(r, row);
            bad[r] = Array.FindIndex(row, x => !float.IsFinite(x)) + 1;
        });
        int first = Array.FindIndex(bad, b => b > 0);
        if (first < 0) return;
        var largest = values.Row(first).ToArray().Max(Math.Abs);
        throw new HemorrhageException(FormattableString.Invariant($"{layer.Name}: expected weights within the range of {weights.Format}, whose scales are f16, found {largest} in row {first}"));
    }
}
