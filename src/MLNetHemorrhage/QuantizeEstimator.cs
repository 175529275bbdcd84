using Microsoft.ML;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Modifying;

namespace MLNetHemorrhage;

public sealed partial class HemorrhageCatalog
{
    /// <summary>Stores the weights of the model with fewer bits.</summary>
    /// <param name="modelColumnName">Name of the column that carries the model.</param>
    /// <param name="calibrationColumnName">Name of the text column that calibrated methods learn from; <see cref="QuantizationMethod.RoundToNearest"/> and the codebooks need none.</param>
    /// <param name="bits">Bits of a weight, 2 to 8; <see cref="QuantizationMethod.LlmInt8"/> takes 8 and nothing else, codebooks 4.</param>
    /// <param name="method">How weights are put on a grid.</param>
    /// <param name="group">Consecutive inputs of a row that share a grid; 0 means the whole row, null the default of the method.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentException">A name is empty or a value out of range.</exception>
    /// <example>
    /// <format type="text/markdown"><![CDATA[
    /// [!code-csharp[CompressInPipeline](~/../samples/CompressInPipeline/Program.cs)]
    /// ]]></format>
    /// </example>
    [ModificationStep(ModificationKind.Quantize)]
    public QuantizeEstimator Quantize(
        [ModelColumn] string modelColumnName = "Model", [CalibrationColumn] string calibrationColumnName = "Text", [BitWidth] int bits = 4,
        [MethodChoice] QuantizationMethod method = QuantizationMethod.RoundToNearest, [StepParameter("group")] int? group = null) =>
        Quantize(new() { ModelColumnName = modelColumnName, CalibrationColumnName = calibrationColumnName, Bits = bits, Method = method, Group = group });

    /// <summary>Stores the weights of the model with fewer bits.</summary>
    /// <param name="options">All parameters.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentException">A name is empty, a value is out of range or contradicts another, or the method has no such parameter.</exception>
    /// <example>
    /// <code>
    /// catalog.Quantize(new QuantizeEstimator.Options { Method = QuantizationMethod.Gptq, Bits = 3, Group = 32, Symmetric = false })
    /// </code>
    /// </example>
    [ModificationStep(ModificationKind.Quantize)]
    public QuantizeEstimator Quantize(QuantizeEstimator.Options options) => new(Context, options);
}

/// <summary>Stores the weights of a model with fewer bits. Weights that are zero stay zero, and a pruned matrix stays sparse.</summary>
/// <inheritdoc/>
public sealed class QuantizeEstimator : ModificationEstimator
{
    internal QuantizeEstimator(MLContext context, Options options)
        : base(context, options, StepRecipe.Of(options, o => new Recipe(MarkedStep.Of(ModificationKind.Quantize, o.Method, o)))) { }

    /// <summary>
    /// All parameters of the step. What is null has the default of the method; a parameter that the method does not have is refused when the step is
    /// made. docs/recipes.md says what each of them does.
    /// </summary>
    public sealed class Options : ModificationOptions
    {
        /// <summary>Bits of a weight.</summary>
        /// <value>2 to 8; the default value is null: 8 of <see cref="QuantizationMethod.LlmInt8"/> and <see cref="QuantizationMethod.SmoothQuant"/>, 4 of the others. LlmInt8 and the codebooks take nothing else.</value>
        [BitWidth]
        public int? Bits { get; set; }

        /// <summary>How weights are put on a grid.</summary>
        /// <value>The default value is <see cref="QuantizationMethod.RoundToNearest"/>.</value>
        [MethodChoice]
        public QuantizationMethod Method { get; set; }

        /// <summary>Consecutive inputs of a row that share a grid; the last group of a row may be short.</summary>
        /// <value>At least 0, which is the whole row; the default value is null: 128 of <see cref="QuantizationMethod.Awq"/>, 0 of the others.</value>
        [StepParameter("group")]
        public int? Group { get; set; }

        /// <summary>Whether zero is the middle of the grid; otherwise the grid spans from the smallest to the largest weight and zero.</summary>
        /// <value>The default value is null: false of <see cref="QuantizationMethod.Awq"/>, true of the others.</value>
        [StepParameter("symmetric")]
        public bool? Symmetric { get; set; }

        /// <summary>How far the grid of a group reaches.</summary>
        /// <value>The default value is null: <see cref="GridClip.Output"/> of <see cref="QuantizationMethod.Awq"/>, <see cref="GridClip.None"/> of the others.</value>
        [StepParameter("clip")]
        public GridClip? Clip { get; set; }

        /// <summary>
        /// True bits per weight that all layers of the blocks may take together, for <see cref="QuantizationMethod.RoundToNearest"/> and
        /// <see cref="QuantizationMethod.Gptq"/>: layers then differ in bits. Needs calibration text; does not go with <see cref="Bits"/>.
        /// </summary>
        /// <value>2 to 9; the default value is null: all layers get the same bits.</value>
        [StepParameter("averageBits")]
        public double? AverageBits { get; set; }

        /// <summary>Bits that the inputs of the layers are rounded to while the model runs, token by token; not of codebooks and ggml's formats.</summary>
        /// <value>
        /// 2 to 8, of <see cref="QuantizationMethod.LlmInt8"/> 8; the default value is null: 8 of <see cref="QuantizationMethod.SmoothQuant"/>, and inputs stay as they are with the
        /// others.
        /// </value>
        [StepParameter("activations")]
        public int? Activations { get; set; }

        /// <summary>How much of the outliers <see cref="QuantizationMethod.SmoothQuant"/> moves from inputs to weights.</summary>
        /// <value>0 to 1; the default value is null: 0.5.</value>
        [StepParameter("migration")]
        public double? Migration { get; set; }

        /// <summary>How the scales of the grids are held.</summary>
        /// <value>The default value is null: <see cref="ScaleFormat.F32"/>.</value>
        [StepParameter("scales")]
        public ScaleFormat? Scales { get; set; }

        /// <summary>Which weights share a grid of <see cref="QuantizationMethod.RoundToNearest"/>.</summary>
        /// <value>The default value is null: <see cref="GridScope.Row"/>.</value>
        [StepParameter("scope")]
        public GridScope? Scope { get; set; }

        /// <summary>The order in which <see cref="QuantizationMethod.Gptq"/> goes through the inputs.</summary>
        /// <value>The default value is null: <see cref="InputOrder.Activation"/>.</value>
        [StepParameter("order")]
        public InputOrder? Order { get; set; }

        /// <summary>When <see cref="QuantizationMethod.Gptq"/> makes the grid of a group.</summary>
        /// <value>The default value is null: <see cref="GridTiming.Static"/>.</value>
        [StepParameter("grids")]
        public GridTiming? Grids { get; set; }

        /// <summary>
        /// Consecutive inputs whose corrections reach those behind them together in <see cref="QuantizationMethod.Gptq"/>; consecutive weights that share a
        /// scale in <see cref="QuantizationMethod.Nf4"/> and <see cref="QuantizationMethod.Fp4"/>.
        /// </summary>
        /// <value>At least 1; the default value is null: 128 and 64.</value>
        [StepParameter("block")]
        public int? Block { get; set; }

        /// <summary>What <see cref="QuantizationMethod.Gptq"/> adds to the diagonal of XᵀX, as a share of its mean.</summary>
        /// <value>At least 0; the default value is null: 0.01.</value>
        [StepParameter("damping")]
        public double? Damping { get; set; }

        /// <summary>Whether the scales of <see cref="QuantizationMethod.Nf4"/> and <see cref="QuantizationMethod.Fp4"/> are quantized too.</summary>
        /// <value>The default value is null: false.</value>
        [StepParameter("doubleQuantization")]
        public bool? DoubleQuantization { get; set; }

        /// <summary>An input of this magnitude on some token is an outlier for <see cref="QuantizationMethod.LlmInt8"/>.</summary>
        /// <value>Above 0; the default value is null: 6.</value>
        [StepParameter("threshold")]
        public double? Threshold { get; set; }
        /// <summary>How often <see cref="QuantizationMethod.DynamicScaling"/> sees the calibration text.</summary>
        /// <value>1 to 1000; the default value is null: 4.</value>
        [StepParameter("epochs")]
        public int? Epochs { get; set; }

        /// <summary>Longest step of <see cref="QuantizationMethod.DynamicScaling"/> as a share of the distance between levels.</summary>
        /// <value>Above 0 and at most 1; the default value is null: 0.01.</value>
        [StepParameter("rate")]
        public double? Rate { get; set; }

        /// <summary>The block format of <see cref="QuantizationMethod.Ggml"/>, or a mix of them.</summary>
        /// <value>The default value is null: <see cref="GgmlType.Q4_K"/>.</value>
        [StepParameter("type")]
        public GgmlType? Type { get; set; }

        /// <summary>Whether <see cref="QuantizationMethod.Ggml"/> weights errors by how large the inputs are on the calibration text.</summary>
        /// <value>The default value is null: false.</value>
        [StepParameter("importance")]
        public bool? Importance { get; set; }

        /// <summary>Whether <see cref="QuantizationMethod.Ggml"/> takes llama.cpp's replacement where the blocks do not divide the rows; otherwise that is an error.</summary>
        /// <value>The default value is null: false.</value>
        [StepParameter("fallback")]
        public bool? Fallback { get; set; }

        /// <summary>Which matrices are quantized.</summary>
        /// <value>The default value is <see cref="ModificationTargets.Blocks"/>.</value>
        [StepParameter("targets")]
        public ModificationTargets Targets { get; set; }
    }
}
