namespace MLNetHemorrhage.Rules;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Likely to cost more than intended.</summary>
    Warning,
}

/// <summary>Something that can be wrong with a recipe, a pipeline or a threshold file. The analyzer and <c>Recipe.Validate</c> share it.</summary>
/// <param name="Id">The id: MLH1… robustness, MLH2… order, MLH3… calibration and evaluation, MLH9… configuration.</param>
/// <param name="Title">What it is about, without the particulars.</param>
/// <param name="MessageFormat">The message with places for the particulars, as for <see cref="string.Format(string, object)"/>.</param>
/// <param name="Severity">How much it matters, unless configured.</param>
public sealed record Rule(string Id, string Title, string MessageFormat, FindingSeverity Severity)
{
    /// <summary>Where it is explained, from the root of the repository.</summary>
    public string HelpPage => $"docs/rules/{Id}.md";

    /// <summary>When it applies.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether only code can break it; recipes never do.</summary>
    internal bool IsAboutCode { get; init; }
}

/// <summary>A rule that applies to a recipe.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="StepIndex">Index of the step it is about, the later one where it is about several; null where it is about none.</param>
/// <param name="Message">What was found, what is known, what to do.</param>
public sealed record Finding(Rule Rule, int? StepIndex, string Message)
{
    /// <summary>The rule's id.</summary>
    public string Id => Rule.Id;

    /// <summary>How much it matters.</summary>
    public FindingSeverity Severity => Rule.Severity;

    /// <summary>Index of the other step, where it is about two; null where it is about one.</summary>
    public int? OtherStep { get; init; }

    /// <summary>The change of one number that would do; null where none would.</summary>
    public Remedy? Remedy { get; init; }

    /// <summary>Id and message.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{Id} {Message}";
}

/// <summary>A number of a step to be changed.</summary>
/// <param name="StepIndex">Index of the step.</param>
/// <param name="Parameter">The parameter, as recipes name it.</param>
/// <param name="Value">The value to write.</param>
public sealed record Remedy(int StepIndex, string Parameter, double Value);
