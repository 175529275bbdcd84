using Microsoft.ML;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Modifying;

namespace MLNetHemorrhage;

public sealed partial class HemorrhageCatalog
{
    /// <summary>Sets single weights of the model to zero.</summary>
    /// <param name="modelColumnName">Name of the column that carries the model.</param>
    /// <param name="calibrationColumnName">Name of the text column that <see cref="PruningMethod.Wanda"/> learns from.</param>
    /// <param name="sparsity">Removed fraction of each matrix of the blocks, at least 0 and below 1.</param>
    /// <param name="method">How the weights are chosen.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentException">A name is empty or a value out of range.</exception>
    /// <example>
    /// <format type="text/markdown"><![CDATA[
    /// [!code-csharp[CompressInPipeline](~/../samples/CompressInPipeline/Program.cs)]
    /// ]]></format>
    /// </example>
    [ModificationStep(ModificationKind.Prune)]
    public PruneEstimator Prune(
        [ModelColumn] string modelColumnName = "Model", [CalibrationColumn] string calibrationColumnName = "Text",
        [RemovedFraction] double sparsity = 0.5, [MethodChoice] PruningMethod method = PruningMethod.Wanda) =>
        Prune(new() { ModelColumnName = modelColumnName, CalibrationColumnName = calibrationColumnName, Sparsity = sparsity, Method = method });

    /// <summary>Sets single weights of the model to zero.</summary>
    /// <param name="options">All parameters.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentException">A name is empty or a value out of range.</exception>
    [ModificationStep(ModificationKind.Prune)]
    public PruneEstimator Prune(PruneEstimator.Options options) => new(Context, options);
}

/// <summary>Sets single weights of a model to zero; they are held in a sparse storage from then on.</summary>
/// <inheritdoc/>
public sealed class PruneEstimator : ModificationEstimator
{
    internal PruneEstimator(MLContext context, Options options) : base(context, options, StepRecipe.Of(options, o => new Recipe(Step(o)))) { }

    private static Modification Step(Options options) => options.Method switch
    {
        PruningMethod.Magnitude => new MagnitudePruning { Sparsity = options.Sparsity, Scope = options.Scope, Targets = options.Targets },
        PruningMethod.Wanda => new WandaPruning { Sparsity = options.Sparsity, Targets = options.Targets },
        _ => throw StepRecipe.Unknown(options.Method),
    };

    /// <summary>All parameters of the step.</summary>
    public sealed class Options : ModificationOptions
    {
        /// <summary>Removed fraction of each matrix: exactly round(weights · sparsity) of them.</summary>
        /// <value>At least 0 and below 1; the default value is 0.5.</value>
        [RemovedFraction]
        public double Sparsity { get; set; } = 0.5;

        /// <summary>How the weights are chosen.</summary>
        /// <value>The default value is <see cref="PruningMethod.Wanda"/>.</value>
        [MethodChoice]
        public PruningMethod Method { get; set; } = PruningMethod.Wanda;

        /// <summary>Which weights <see cref="PruningMethod.Magnitude"/> compares; <see cref="PruningMethod.Wanda"/> always compares those of a row.</summary>
        /// <value>The default value is <see cref="PruningScope.Matrix"/>.</value>
        [StepParameter("scope")]
        public PruningScope Scope { get; set; }

        /// <summary>Which matrices are pruned.</summary>
        /// <value>The default value is <see cref="ModificationTargets.Blocks"/>.</value>
        [StepParameter("targets")]
        public ModificationTargets Targets { get; set; }
    }
}
