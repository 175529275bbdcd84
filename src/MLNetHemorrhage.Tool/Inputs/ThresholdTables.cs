using MLNetHemorrhage.DefaultModel;
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
    /// <summary>What the tables say about one model under one protocol. Of the default model more is known, unless the user's files take its place.</summary>
    public KnownThresholds For(StabilityJob job)
    {
        var table = !HasOwn && ReferenceEquals(job.Model, LanguageModel.Default) ? Table.Merge(DefaultModelThresholds.Table) : Table;
        return new(table, HasOwn, ThresholdContexts.Of(job.Model, job.Text.Protocol, table, job.Pool));
    }
}

/// <summary>What is known about one model.</summary>
/// <param name="Table">All that is known.</param>
/// <param name="HasOwn">Whether some of it is the user's.</param>
/// <param name="Context">The model and the protocol.</param>
internal sealed record KnownThresholds(ThresholdTable Table, bool HasOwn, ThresholdContext Context)
{
    /// <summary>
    /// What the rules find in a recipe. Without tables of the user's only warnings: the published numbers are another model's, and that their
    /// protocol is another one goes without saying.
    /// </summary>
    public IReadOnlyList<Finding> Find(Recipe recipe) =>
        [.. recipe.Validate(Table, Context).Where(f => HasOwn || f.Severity == FindingSeverity.Warning)];

    /// <summary>Tells the user.</summary>
    public void Note(Recipe recipe, ToolConsole console)
    {
        foreach (var finding in Find(recipe)) console.Note(finding.ToString());
    }

    /// <summary>How badly a model is hurt by a recipe.</summary>
    public SeverityGrade Grade(Recipe recipe, Estimate lnRatio, Estimate? accuracyLoss) =>
        SeverityRule.Default.Grade(lnRatio, accuracyLoss, positions: StepPosition.Of(recipe, Table, Context));
}
