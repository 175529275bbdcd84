using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Evaluation.Attention;
using MLNetHemorrhage.Evaluation.Cascade;
using MLNetHemorrhage.Evaluation.Choices;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Reporting;

/// <summary>What a model lost and what it saved when a recipe was applied to it.</summary>
public sealed class StabilityReport
{
    /// <summary>Puts a report together.</summary>
    /// <param name="baseline">The model before the recipe.</param>
    /// <param name="modification">What the recipe made of it.</param>
    /// <param name="divergence">How the two differ on a text.</param>
    /// <param name="cascade">How the loss builds up from block to block; null where it was not measured.</param>
    /// <param name="attention">What happened to attention; null where it was not measured.</param>
    /// <param name="choices">How both answer multiple-choice questions, one for each set; null where they were not asked.</param>
    public StabilityReport(
        LanguageModel baseline,
        RecipeResult modification,
        DivergenceResult divergence,
        CascadeResult? cascade = null,
        AttentionResult? attention = null,
        IReadOnlyList<MultipleChoiceComparison>? choices = null)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(modification);
        ArgumentNullException.ThrowIfNull(divergence);
        Model = baseline.Name;
        Recipe = new(modification.Steps.Select(s => s.Step));
        Divergence = divergence;
        Cascade = cascade;
        Attention = attention;
        Choices = choices ?? [];
        Severity = SeverityRule.Default.Grade(divergence.LnRatio, AccuracyLoss);
        BaseSize = modification.BaseSize;
        ModifiedSize = modification.Size;
        TargetedSize = modification.TargetedSize;
        Steps = modification.Steps;
    }

    /// <summary>Name of the model.</summary>
    public string Model { get; }

    /// <summary>What was done to it.</summary>
    public Recipe Recipe { get; }

    /// <summary>Perplexity of the model before the recipe.</summary>
    public PerplexityResult Base => Divergence.Base;

    /// <summary>Perplexity of the model after the recipe.</summary>
    public PerplexityResult Modified => Divergence.Modified;

    /// <summary>How the two differ, token by token.</summary>
    public DivergenceResult Divergence { get; }

    /// <summary>How the loss builds up from block to block; null where it was not measured.</summary>
    public CascadeResult? Cascade { get; }

    /// <summary>What happened to attention; null where it was not measured.</summary>
    public AttentionResult? Attention { get; }

    /// <summary>How both models answer multiple-choice questions, one for each set of questions; empty where they were not asked.</summary>
    public IReadOnlyList<MultipleChoiceComparison> Choices { get; }

    /// <summary>
    /// Lost share of the base model's accuracy, (base - modified) / base, mean over the sets of questions; its error takes the base's accuracy as
    /// exact. Null where no questions were asked, or the base answers none right.
    /// </summary>
    public Estimate? AccuracyLoss
    {
        get
        {
            var losses = Choices.Where(c => c.Accuracy.Base.Value > 0)
                .Select(c => new Estimate(-c.Accuracy.Difference.Value / c.Accuracy.Base.Value, c.Accuracy.Difference.StandardError / c.Accuracy.Base.Value)).ToList();
            return losses.Count == 0 ? null
                : new(losses.Average(l => l.Value), Math.Sqrt(losses.Sum(l => l.StandardError * l.StandardError)) / losses.Count);
        }
    }

    /// <summary>How badly the model is hurt.</summary>
    /// <value>The default is what <see cref="SeverityRule.Default"/> makes of the ln ratio and the accuracy.</value>
    public SeverityGrade Severity { get; private set; }

    /// <summary>The whole decoder before the recipe.</summary>
    public WeightSize BaseSize { get; }

    /// <summary>The whole decoder after the recipe.</summary>
    public WeightSize ModifiedSize { get; }

    /// <summary>The weights that the recipe was aimed at, after it.</summary>
    public WeightSize TargetedSize { get; }

    /// <summary>What each step achieved.</summary>
    public IReadOnlyList<StepResult> Steps { get; }

    /// <summary>The same report with another severity.</summary>
    /// <param name="severity">The severity, as <see cref="SeverityRule"/> makes it of more than the ln ratio.</param>
    /// <returns>The new report.</returns>
    public StabilityReport With(SeverityGrade severity)
    {
        ArgumentNullException.ThrowIfNull(severity);
        var copy = (StabilityReport)MemberwiseClone();
        copy.Severity = severity;
        return copy;
    }
}
