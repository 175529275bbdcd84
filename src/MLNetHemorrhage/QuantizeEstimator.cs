using Microsoft.ML;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Modifying;

namespace MLNetHemorrhage;

public sealed partial class HemorrhageCatalog
{
    /// <summary>Stores the weights of the model with fewer bits.</summary>
    /// <param name="modelColumnName">Name of the column that carries the model.</param>
    /// <param name="calibrationColumnName">Name of the text column that calibrated methods learn from; <see cref="QuantizationMethod.RoundToNearest"/> needs none.</param>
    /// <param name="bits">Bits of a weight, 2 to 8.</param>
    /// <param name="method">How weights are put on a grid.</param>
    /// <param name="group">Consecutive inputs of a row that share a grid; 0 means the whole row.</param>
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
        [MethodChoice] QuantizationMethod method = QuantizationMethod.RoundToNearest, [StepParameter("group")] int group = 0) =>
        Quantize(new() { ModelColumnName = modelColumnName, CalibrationColumnName = calibrationColumnName, Bits = bits, Method = method, Group = group });

    /// <summary>Stores the weights of the model with fewer bits.</summary>
    /// <param name="options">All parameters.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentException">A name is empty or a value out of range.</exception>
    [ModificationStep(ModificationKind.Quantize)]
    public QuantizeEstimator Quantize(QuantizeEstimator.Options options) => new(Context, options);
}

/// <summary>Stores the weights of a model with fewer bits. Weights that are zero stay zero, and a pruned matrix stays sparse.</summary>
/// <inheritdoc/>
public sealed class QuantizeEstimator : ModificationEstimator
{
    internal QuantizeEstimator(MLContext context, Options options) : base(context, options, StepRecipe.Of(options, o => new Recipe(Step(o)))) { }

    private static RoundToNearest Step(Options options) => options.Method switch
    {
        QuantizationMethod.RoundToNearest => new RoundToNearest
        {
            Bits = options.Bits, Group = options.Group, Symmetric = options.Symmetric, Targets = options.Targets,
        },
        _ => throw StepRecipe.Unknown(options.Method),
    };

    /// <summary>All parameters of the step.</summary>
    public sealed class Options : ModificationOptions
    {
        /// <summary>Bits of a weight.</summary>
        /// <value>2 to 8; the default value is 4.</value>
        [BitWidth]
        public int Bits { get; set; } = 4;

        /// <summary>How weights are put on a grid.</summary>
        /// <value>The default value is <see cref="QuantizationMethod.RoundToNearest"/>.</value>
        [MethodChoice]
        public QuantizationMethod Method { get; set; }

        /// <summary>Consecutive inputs of a row that share a grid; the last group of a row may be short.</summary>
        /// <value>The default value is 0: the whole row.</value>
        [StepParameter("group")]
        public int Group { get; set; }

        /// <summary>Whether zero is the middle of the grid; otherwise the grid spans from the smallest to the largest weight and zero.</summary>
        /// <value>The default value is true.</value>
        [StepParameter("symmetric")]
        public bool Symmetric { get; set; } = true;

        /// <summary>Which matrices are quantized.</summary>
        /// <value>The default value is <see cref="ModificationTargets.Blocks"/>.</value>
        [StepParameter("targets")]
        public ModificationTargets Targets { get; set; }
    }
}
