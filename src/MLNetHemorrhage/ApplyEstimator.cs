using Microsoft.ML;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifying;

namespace MLNetHemorrhage;

public sealed partial class HemorrhageCatalog
{
    /// <summary>Applies a recipe to the model: the same text that the command line and reports use.</summary>
    /// <param name="modelColumnName">Name of the column that carries the model.</param>
    /// <param name="calibrationColumnName">Name of the text column that calibrated methods learn from.</param>
    /// <param name="recipe">Steps joined by +, as in "prune(wanda, sparsity=0.5) + quantize(rtn, bits=4)".</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentException">A name is empty, or the text is not a recipe; the message gives the position.</exception>
    /// <example>
    /// <format type="text/markdown"><![CDATA[
    /// [!code-csharp[RecipeTable](~/../samples/RecipeTable/Program.cs)]
    /// ]]></format>
    /// </example>
    public ApplyEstimator Apply([ModelColumn] string modelColumnName, [CalibrationColumn] string calibrationColumnName, [RecipeText] string recipe) =>
        Apply(new() { ModelColumnName = modelColumnName, CalibrationColumnName = calibrationColumnName, Recipe = recipe });

    /// <summary>Applies a recipe to the model: the same text that the command line and reports use.</summary>
    /// <param name="options">All parameters.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentException">A name is empty, or the text is not a recipe; the message gives the position.</exception>
    public ApplyEstimator Apply(ApplyEstimator.Options options) => new(Context, options);
}

/// <summary>Applies a recipe to a model. Equal to the same steps one after the other.</summary>
/// <inheritdoc/>
public sealed class ApplyEstimator : ModificationEstimator
{
    internal ApplyEstimator(MLContext context, Options options) : base(context, options, StepRecipe.Of(options, o => Modifications.Recipe.Parse(o.Recipe))) { }

    /// <summary>All parameters of the step.</summary>
    public sealed class Options : ModificationOptions
    {
        /// <summary>Steps joined by +, as in "prune(wanda, sparsity=0.5) + quantize(rtn, bits=4)".</summary>
        /// <value>There is no default value.</value>
        [RecipeText]
        public string Recipe { get; set; } = "";
    }
}
