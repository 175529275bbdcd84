using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Rules;
using MLNetHemorrhage.Thresholds;
using MLNetHemorrhage.Tool.CommandLine;

namespace MLNetHemorrhage.Tool.Inputs;

/// <summary>The published table with the user's on top.</summary>
/// <param name="Table">The records.</param>
/// <param name="HasOwn">Whether some are the user's.</param>
internal sealed record ThresholdTables(ThresholdTable Table, bool HasOwn)
{
    /// <summary>What the tables say about one model under one protocol.</summary>
    public KnownThresholds For(StabilityJob job) => new(this, ThresholdContexts.Of(job.Model, job.Text.Protocol, Table, job.Pool));
}

/// <summary>What is known about one model.</summary>
/// <param name="Tables">All that is known.</param>
/// <param name="Context">The model and the protocol.</param>
internal sealed record KnownThresholds(ThresholdTables Tables, ThresholdContext Context)
{
    /// <summary>
    /// What the rules find in a recipe. From the published table alone only warnings: its numbers are another model's, and that their
    /// protocol is another one goes without saying.
    /// </summary>
    public IReadOnlyList<Finding> Find(Recipe recipe) =>
        [.. recipe.Validate(Tables.Table, Context).Where(f => Tables.HasOwn || f.Severity == FindingSeverity.Warning)];

    /// <summary>Tells the user.</summary>
    public void Note(Recipe recipe, ToolConsole console)
    {
        foreach (var finding in Find(recipe)) console.Note(finding.ToString());
    }

    /// <summary>How badly a model is hurt by a recipe.</summary>
    public SeverityGrade Grade(Recipe recipe, Estimate lnRatio, Estimate? accuracyLoss) =>
        SeverityRule.Default.Grade(lnRatio, accuracyLoss, positions: StepPosition.Of(recipe, Tables.Table, Context));
}
