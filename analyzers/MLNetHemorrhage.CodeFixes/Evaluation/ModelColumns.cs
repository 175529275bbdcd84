using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Reporting;
using MLNetHemorrhage.CodeFixes.Chains;
using MLNetHemorrhage.CodeFixes.Checking;

namespace MLNetHemorrhage.CodeFixes.Evaluation;

/// <summary>The columns of a model and of the one that it was made from, as an evaluation needs them.</summary>
/// <param name="Catalog">What evaluates.</param>
/// <param name="Arguments">The arguments that name the columns, but for defaults.</param>
/// <param name="Preparation">The copy that keeps the model as it was, where the pipeline makes none.</param>
internal sealed record ModelColumns(string Catalog, string Arguments, ImmutableArray<TextChange> Preparation)
{
    // The defaults of Evaluate.
    private const string Baseline = "Baseline", Modified = "Model";

    /// <summary>The columns; null where nothing in scope could evaluate or copy.</summary>
    public static ModelColumns? Find(DocumentCode code, Diagnostic diagnostic, ScopeValues scope)
    {
        if (scope.Catalog() is not { } catalog || !diagnostic.Properties.TryGetValue(FixFacts.ModelColumn, out string? column)) return null;
        diagnostic.Properties.TryGetValue(FixFacts.BaselineColumn, out string? kept);
        ImmutableArray<TextChange> copy = [];
        if (diagnostic.Place(FixFacts.LoadPlace) is { } loaded)
        {
            if (scope.Context() is not { } context || StepCall.At(code, loaded) is not { } load) return null;
            copy = [ChainInsert.After(code, load.Call, $"{context}.Transforms.CopyColumns(\"{Baseline}\", \"{column}\")")];
        }
        return new(catalog, Named("baselineModelColumnName", kept, Baseline) + Named("modifiedModelColumnName", column, Modified), copy);
    }

    private static string Named(string parameter, string? column, string fallback) => column is null || column == fallback ? "" : $", {parameter}: \"{column}\"";
}
