using Microsoft.ML;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Modifying;

namespace MLNetHemorrhage;

public sealed partial class HemorrhageCatalog
{
    /// <summary>Sets single weights of the model to zero.</summary>
    /// <param name="modelColumnName">Name of the column that carries the model.</param>
    /// <param name="calibrationColumnName">Name of the text column that calibrated methods learn from; <see cref="PruningMethod.Magnitude"/> needs none.</param>
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
    /// <exception cref="ArgumentException">A name is empty, a value is out of range or contradicts another, or the method has no such parameter.</exception>
    /// <example>
    /// <code>
    /// catalog.Prune(new PruneEstimator.Options { Method = PruningMethod.SparseGpt, Pattern = "2:4" })
    /// </code>
    /// </example>
    [ModificationStep(ModificationKind.Prune)]
    public PruneEstimator Prune(PruneEstimator.Options options) => new(Context, options);
}

/// <summary>Sets single weights of a model to zero; they are held in a sparse storage from then on.</summary>
/// <inheritdoc/>
public sealed class PruneEstimator : ModificationEstimator
{
    internal PruneEstimator(MLContext context, Options options)
        : base(context, options, StepRecipe.Of(options, o => new Recipe(MarkedStep.Of(ModificationKind.Prune, o.Method, o)))) { }

    /// <summary>
    /// All parameters of the step. What is null has the default of the method; a parameter that the method does not have is refused when the step is
    /// made. docs/recipes.md says what each of them does.
    /// </summary>
    public sealed class Options : ModificationOptions
    {
        /// <summary>Removed fraction of each matrix: exactly round(weights · sparsity) of them.</summary>
        /// <value>At least 0 and below 1; the default value is null: 0.5, or what the <see cref="Pattern"/> removes. Beside a pattern nothing else is allowed.</value>
        [RemovedFraction]
        public double? Sparsity { get; set; }

        /// <summary>How the weights are chosen.</summary>
        /// <value>The default value is <see cref="PruningMethod.Wanda"/>.</value>
        [MethodChoice]
        public PruningMethod Method { get; set; } = PruningMethod.Wanda;

        /// <summary>Weights kept of every few consecutive inputs of a row: "2:4" keeps 2 of 4.</summary>
        /// <value>"N:M" with 0 &lt; N &lt; M &lt;= 16; the default value is null: weights go wherever they matter least.</value>
        [StepParameter("pattern")]
        public string? Pattern { get; set; }

        /// <summary>How the removed weights are divided among the layers; not beside a pattern, nor with <see cref="PruningMethod.GradientAware"/>, which does it by itself.</summary>
        /// <value>The default value is null: <see cref="LayerAllocation.Uniform"/>.</value>
        [StepParameter("allocation")]
        public LayerAllocation? Allocation { get; set; }

        /// <summary>M of <see cref="LayerAllocation.Owl"/>: a weight is an outlier where its score is above M times the mean of its block.</summary>
        /// <value>Above 0; the default value is null: 5.</value>
        [StepParameter("outlier")]
        public double? Outlier { get; set; }

        /// <summary>λ of <see cref="LayerAllocation.Owl"/>: the shares that blocks lose span 2λ.</summary>
        /// <value>0 to 0.5; the default value is null: 0.08.</value>
        [StepParameter("lambda")]
        public double? Lambda { get; set; }

        /// <summary>Which matrices are pruned.</summary>
        /// <value>The default value is <see cref="ModificationTargets.Blocks"/>.</value>
        [StepParameter("targets")]
        public ModificationTargets Targets { get; set; }

        /// <summary>Which weights are compared with each other: of <see cref="PruningMethod.Magnitude"/>, <see cref="PruningMethod.Ria"/> and <see cref="PruningMethod.Admm"/>.</summary>
        /// <value>The default value is null: <see cref="PruningScope.Matrix"/>.</value>
        [StepParameter("scope")]
        public PruningScope? Scope { get; set; }

        /// <summary>Consecutive inputs whose weights <see cref="PruningMethod.SparseGpt"/> chooses together.</summary>
        /// <value>At least 1; the default value is null: 128.</value>
        [StepParameter("block")]
        public int? Block { get; set; }

        /// <summary>What <see cref="PruningMethod.SparseGpt"/> and <see cref="PruningMethod.Admm"/> add to the diagonal of XᵀX, as a share of its mean.</summary>
        /// <value>At least 0; the default value is null: 0.01 of SparseGPT, 0.1 of ADMM.</value>
        [StepParameter("damping")]
        public double? Damping { get; set; }

        /// <summary>How much the norms of inputs count for <see cref="PruningMethod.Ria"/>, and their variances for <see cref="PruningMethod.Dsnot"/>.</summary>
        /// <value>At least 0; the default value is null: 0.5 of RIA, 1 of DSnoT.</value>
        [StepParameter("power")]
        public double? Power { get; set; }

        /// <summary>Iterations of <see cref="PruningMethod.Admm"/>.</summary>
        /// <value>At least 1; the default value is null: 20.</value>
        [StepParameter("iterations")]
        public int? Iterations { get; set; }

        /// <summary>How many of these, from the first on, choose anew which weights go.</summary>
        /// <value>At least 1; the default value is null: 15.</value>
        [StepParameter("choices")]
        public int? Choices { get; set; }

        /// <summary>The method whose choice <see cref="PruningMethod.Dsnot"/> starts from.</summary>
        /// <value>The default value is null: <see cref="DsnotInitial.Wanda"/>.</value>
        [StepParameter("initial")]
        public DsnotInitial? Initial { get; set; }

        /// <summary>Most trades of <see cref="PruningMethod.Dsnot"/> in a row.</summary>
        /// <value>At least 0; the default value is null: 50.</value>
        [StepParameter("cycles")]
        public int? Cycles { get; set; }

        /// <summary>A row whose mean output is off by no more than this is done for <see cref="PruningMethod.Dsnot"/>.</summary>
        /// <value>At least 0; the default value is null: 0.1.</value>
        [StepParameter("threshold")]
        public double? Threshold { get; set; }

        /// <summary>Whether a row is done for <see cref="PruningMethod.Dsnot"/> before a trade that would turn the sign of what it is off by.</summary>
        /// <value>The default value is null: true.</value>
        [StepParameter("signStop")]
        public bool? SignStop { get; set; }

        /// <summary>How the gradients of the calibration windows become the one number that <see cref="PruningMethod.Gradient"/> takes.</summary>
        /// <value>The default value is null: <see cref="GradientNorm.L2"/>.</value>
        [StepParameter("norm")]
        public GradientNorm? Norm { get; set; }

        /// <summary>Weight of that number beside the norm of the input.</summary>
        /// <value>0 to 1e6; the default value is null: 100.</value>
        [StepParameter("alpha")]
        public double? Alpha { get; set; }

        /// <summary>How often <see cref="PruningMethod.GradientAware"/> removes weights, each time by new gradients.</summary>
        /// <value>1 to 100; the default value is null: 4.</value>
        [StepParameter("rounds")]
        public int? Rounds { get; set; }

        /// <summary>How often the weights that <see cref="PruningMethod.GradientAware"/> leaves see the calibration text.</summary>
        /// <value>0 to 1000; the default value is null: 4.</value>
        [StepParameter("epochs")]
        public int? Epochs { get; set; }

        /// <summary>Root mean square of a step of these weights, as a share of their own.</summary>
        /// <value>Above 0 and at most 1; the default value is null: 0.01.</value>
        [StepParameter("rate")]
        public double? Rate { get; set; }
    }
}
