using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.CodeFixes.Chains;
using MLNetHemorrhage.CodeFixes.Text;

namespace MLNetHemorrhage.CodeFixes.Evaluation;

/// <summary>Data that a model could be measured on.</summary>
/// <param name="Key">Tells choices apart.</param>
/// <param name="Title">What is offered.</param>
/// <param name="Expression">The data.</param>
internal sealed record EvaluationData(string Key, string Title, string Expression)
{
    /// <summary>Whether it is chosen only where nothing else is there.</summary>
    public bool IsLastResort { get; init; }

    /// <summary>What has to be changed for it besides.</summary>
    public ImmutableArray<TextChange> Preparation { get; init; } = [];

    /// <summary>The choices, best first: the other part of data that were split, other data in scope, the data of the fit, and a part that is kept from the fit.</summary>
    public static IEnumerable<EvaluationData> Choices(EvaluationPlace place)
    {
        var compilation = place.Code.Model.Compilation;
        string fitted = place.FittedOn.ToString();
        var sets = place.Scope.Of(compilation.GetTypeByMetadataName("Microsoft.ML.DataOperationsCatalog+TrainTestData")).Select(s => $"{s}.TestSet");
        var views = place.Scope.Of(compilation.GetTypeByMetadataName("Microsoft.ML.IDataView"));
        foreach (string other in sets.Concat(views).Where(d => d != fitted)) yield return new($"EvaluateOn{other}", $"Evaluate on {other}", other);
        // Methods without calibration learn nothing from it; of others the analyzer says that they did.
        yield return new("EvaluateOnFitted", $"Evaluate on {fitted}", fitted) { IsLastResort = true };
        if (KeptFromTheFit(place) is { } kept) yield return kept;
    }

    private static EvaluationData? KeptFromTheFit(EvaluationPlace place)
    {
        if (place.Scope.Context() is not { } context || place.FittedOn.FirstAncestorOrSelf<StatementSyntax>() is not { } fit || fit.Parent != place.Statement.Parent) return null;
        string split = ScopeValues.NewName("split", fit.Member());
        return new("EvaluateOnPart", $"Evaluate on a tenth of {place.FittedOn} that is kept from the fit", $"{split}.TestSet")
        {
            IsLastResort = true,
            Preparation = [place.Before(fit, $"var {split} = {context}.Data.TrainTestSplit({place.FittedOn});"), new(place.FittedOn.Span, $"{split}.TrainSet")],
        };
    }
}
