using Microsoft.ML;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Transforms;

namespace MLNetHemorrhage.Evaluation;

/// <summary>The model under test and what was done to it since it was loaded, on which its severity depends too.</summary>
internal sealed record ModifiedModel(LanguageModel Model, ModelHistory History)
{
    /// <summary>What a column carries.</summary>
    public static ModifiedModel Get(DataViewSchema schema, string columnName) =>
        new(ModelColumn.Get(schema, columnName), ModelColumn.GetHistory(schema, columnName));

    public SeverityGrade Grade(Estimate lnRatio, LanguageModel baseline, Protocol protocol, StabilityEvaluationOptions options)
    {
        if (History.Recipe is not { } recipe) return options.SeverityRule.Grade(lnRatio);
        var context = ThresholdContexts.Of(baseline, protocol, options.Thresholds, options.Pool);
        return options.SeverityRule.Grade(lnRatio, positions: StepPosition.Of(recipe, options.Thresholds, context));
    }
}
