using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Analyzers.Flow.Pipelines;

/// <summary>A step of a pipeline, as far as the code says what it is.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Site">The call that makes it.</param>
/// <param name="Location">Where to report it: the call, or in a called method the call that led there.</param>
internal sealed record PipelineStep(StepKind Kind, Site Site, Location Location)
{
    /// <summary>The method that makes the step; null where it is not known.</summary>
    public string? Name { get; init; }

    /// <summary>The recipe's verb of a modification.</summary>
    public string Verb { get; init; } = "";

    /// <summary>The recipe's method of a modification; null where it is not known.</summary>
    public string? Method { get; init; }

    /// <summary>Whether the method needs calibration; null where it is not known.</summary>
    public bool? NeedsCalibration { get; init; }

    /// <summary>Parameters of a modification.</summary>
    public ImmutableArray<StepArgument> Arguments { get; init; } = [];

    /// <summary>The column that carries the model, of a copy the one that is copied; null where it is not known.</summary>
    public string? ModelColumn { get; init; }

    /// <summary>Of a copy, the new column; null where it is not known.</summary>
    public string? CopyColumn { get; init; }

    /// <summary>The column to calibrate with; empty where the code says that there is none, null where it is not known.</summary>
    public string? CalibrationColumn { get; init; }

    /// <summary>The path of a model that is loaded; null where it is not known or the library's own.</summary>
    public string? ModelPath { get; init; }

    /// <summary>Which step of a recipe's text it is.</summary>
    public int RecipeIndex { get; init; }

    /// <summary>Where the step really is, if that is in a called method.</summary>
    public Location? InnerLocation { get; init; }

    /// <summary>Whether another method makes this step whoever calls it, so that it is reported there.</summary>
    public bool BelongsElsewhere { get; init; }

    /// <summary>The parameter that says how strong a modification is; null where it has none.</summary>
    public StepArgument? Strength
    {
        get
        {
            foreach (var argument in Arguments)
                if (Strengths.IsKnown(argument.Name)) return argument;
            return null;
        }
    }

    public StepArgument? Argument(string name)
    {
        foreach (var argument in Arguments)
            if (argument.Name == name) return argument;
        return null;
    }

    // What a site makes differs in what it was given alone.
    public bool Equals(PipelineStep? other) =>
        ReferenceEquals(this, other)
        || other is not null && Site.Equals(other.Site) && RecipeIndex == other.RecipeIndex && Kind == other.Kind && Verb == other.Verb && Method == other.Method
        && ModelColumn == other.ModelColumn && CopyColumn == other.CopyColumn && CalibrationColumn == other.CalibrationColumn && ModelPath == other.ModelPath
        && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => Site.GetHashCode() ^ RecipeIndex;

    /// <summary>The recipe's form, as in "prune(wanda, sparsity=0.5)"; "?" stands for what is not known.</summary>
    public override string ToString() => Kind switch
    {
        StepKind.Modification => $"{Verb}({string.Join(", ", Arguments.Where(a => !a.IsDefault || Strengths.IsKnown(a.Name)).Select(a => $"{a.Name}={Text(a.Value)}").Prepend(Method ?? "?"))})",
        StepKind.Unknown => "?",
        _ => Name ?? Kind.ToString(),
    };

    private static string Text(object? value) => value is null ? "?" : string.Format(System.Globalization.CultureInfo.InvariantCulture, "{0}", value);
}
