using Microsoft.ML;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Pruning.Structured;
using MLNetHemorrhage.Modifying;

namespace MLNetHemorrhage;

public sealed partial class HemorrhageCatalog
{
    /// <summary>Removes heads, channels, directions or whole blocks of the model.</summary>
    /// <param name="modelColumnName">Name of the column that carries the model.</param>
    /// <param name="calibrationColumnName">Name of the text column that the methods learn from.</param>
    /// <param name="ratio">Removed share of the structure, at least 0 and below 1.</param>
    /// <param name="method">How it is chosen.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentException">A name is empty or a value out of range.</exception>
    [ModificationStep(ModificationKind.PruneStructured)]
    public PruneStructuredEstimator PruneStructured(
        [ModelColumn] string modelColumnName = "Model", [CalibrationColumn] string calibrationColumnName = "Text",
        [RemovedStructure] double ratio = 0.25, [MethodChoice] StructuredPruningMethod method = StructuredPruningMethod.Flap) =>
        PruneStructured(new() { ModelColumnName = modelColumnName, CalibrationColumnName = calibrationColumnName, Ratio = ratio, Method = method });

    /// <summary>Removes heads, channels, directions or whole blocks of the model.</summary>
    /// <param name="options">All parameters.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentException">A name is empty or a value out of range.</exception>
    [ModificationStep(ModificationKind.PruneStructured)]
    public PruneStructuredEstimator PruneStructured(PruneStructuredEstimator.Options options) => new(Context, options);
}

/// <summary>Removes structure from a model: its matrices become fewer or smaller.</summary>
/// <inheritdoc/>
public sealed class PruneStructuredEstimator : ModificationEstimator
{
    internal PruneStructuredEstimator(MLContext context, Options options) : base(context, options, StepRecipe.Of(options, o => new Recipe(MarkedStep.Of(ModificationKind.PruneStructured, o.Method, o)))) { }

    /// <summary>All parameters of the step. What is null has the default of the method; a parameter that the method does not have is refused when the step is made.</summary>
    public sealed class Options : ModificationOptions
    {
        /// <summary>Removed share of the structure.</summary>
        /// <value>At least 0 and below 1; the default value is 0.25.</value>
        [RemovedStructure]
        public double Ratio { get; set; } = 0.25;

        /// <summary>How the structure is chosen.</summary>
        /// <value>The default value is <see cref="StructuredPruningMethod.Flap"/>.</value>
        [MethodChoice]
        public StructuredPruningMethod Method { get; set; } = StructuredPruningMethod.Flap;

        /// <summary>Which heads go together.</summary>
        /// <value>The default value is null: <see cref="HeadUnit.Query"/> for <see cref="StructuredPruningMethod.Flap"/>, <see cref="HeadUnit.KeyValue"/> for <see cref="StructuredPruningMethod.LlmPruner"/>.</value>
        [StepParameter("heads")]
        public HeadUnit? Heads { get; set; }

        /// <summary>How <see cref="StructuredPruningMethod.LlmPruner"/> estimates the importance of weights.</summary>
        /// <value>The default value is null: <see cref="TaylorImportance.First"/>.</value>
        [StepParameter("importance")]
        public TaylorImportance? Importance { get; set; }

        /// <summary>Blocks at the beginning from which <see cref="StructuredPruningMethod.LlmPruner"/> removes nothing.</summary>
        /// <value>0 or more; the default value is null: 0.</value>
        [StepParameter("skipFirst")]
        public int? SkipFirst { get; set; }

        /// <summary>Blocks at the end from which <see cref="StructuredPruningMethod.LlmPruner"/> removes nothing.</summary>
        /// <value>0 or more; the default value is null: 0.</value>
        [StepParameter("skipLast")]
        public int? SkipLast { get; set; }

        /// <summary>What an input is worth to <see cref="StructuredPruningMethod.Flap"/>.</summary>
        /// <value>The default value is null: <see cref="FlapScore.Wifv"/>.</value>
        [StepParameter("score")]
        public FlapScore? Score { get; set; }

        /// <summary>Whether <see cref="StructuredPruningMethod.Flap"/> makes a bias of the mean contribution of what it removes.</summary>
        /// <value>The default value is null: true.</value>
        [StepParameter("bias")]
        public bool? Bias { get; set; }

        /// <summary>The width that <see cref="StructuredPruningMethod.SliceGpt"/> keeps is rounded down to a multiple of this.</summary>
        /// <value>1 or more; the default value is null: 8.</value>
        [StepParameter("interval")]
        public int? Interval { get; set; }

        /// <summary>Whether <see cref="StructuredPruningMethod.SliceGpt"/> removes directions behind the last block too.</summary>
        /// <value>The default value is null: false.</value>
        [StepParameter("sliceHead")]
        public bool? SliceHead { get; set; }

        /// <summary>Blocks at the beginning, and as many at the end, that <see cref="StructuredPruningMethod.Sleb"/> never removes.</summary>
        /// <value>0 or more; the default value is null: 1.</value>
        [StepParameter("barrier")]
        public int? Barrier { get; set; }
    }
}
