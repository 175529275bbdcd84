using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MLNetHemorrhage.Analyzers.Flow;
using MLNetHemorrhage.Analyzers.Flow.Pipelines;
using MLNetHemorrhage.Analyzers.Flow.Uses;
using MLNetHemorrhage.Analyzers.Flow.Values;
using MLNetHemorrhage.Analyzers.Reporting;
using MLNetHemorrhage.Rules;

namespace MLNetHemorrhage.Analyzers.Rules;

/// <summary>Methods that learn from text: from none, or from the very text that the evaluation measures on.</summary>
internal static class CalibrationRules
{
    public static IEnumerable<CodeFinding> Check(IReadOnlyList<PipelineUse> uses)
    {
        foreach (var use in uses)
        {
            foreach (var pipeline in use.Pipelines)
            {
                foreach (var step in Calibrated(pipeline.Pipeline).Where(s => s.CalibrationColumn is "" && !s.BelongsElsewhere))
                    yield return Missing(step, "no column is named", "name the column with text");
                if (use.Kind == UseKind.Fitted && IsEmpty(pipeline.FittedOn))
                {
                    foreach (var step in Calibrated(pipeline.Pipeline)) yield return Missing(step, "the pipeline is fitted to no rows", "fit it to rows with text");
                }
                if (use.Kind == UseKind.Evaluated && pipeline.Facts.Data is { } data && data.Equals(pipeline.FittedOn) && Measured(pipeline) is { } measured)
                {
                    var finding = RuleTable.CalibratedOnEvaluationData.Find(null, measured.Text(), Name(data));
                    yield return new(finding, use.Location) { Others = [measured.Location] };
                }
            }
        }
    }

    private static CodeFinding Missing(PipelineStep step, string found, string remedy) => new(RuleTable.NotCalibrated.Find(null, step.Text(), found, remedy), step.Location);

    private static IEnumerable<PipelineStep> Calibrated(Pipeline pipeline) => pipeline.Links.Select(l => l.Step).Where(IsCalibrated);

    private static bool IsCalibrated(PipelineStep step) => step is { Kind: StepKind.Modification, NeedsCalibration: true };

    // The calibrated step of the model that is measured.
    private static PipelineStep? Measured(PipelineAtUse pipeline) => pipeline.Measured.SelectMany(l => l.Links).Select(l => l.Step).FirstOrDefault(IsCalibrated);

    private static string Name(DataIdentity data) => data.Symbol is null ? "the same rows" : data.ToString();

    private static bool IsEmpty(DataIdentity? data) =>
        data?.Call?.Node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "LoadFromEnumerable" }, ArgumentList.Arguments: { Count: > 0 } arguments }
        && arguments[0].Expression switch
        {
            CollectionExpressionSyntax { Elements.Count: 0 } => true,
            ObjectCreationExpressionSyntax { Initializer: null or { Expressions.Count: 0 }, ArgumentList: null or { Arguments.Count: 0 } } => true,
            ArrayCreationExpressionSyntax { Initializer.Expressions.Count: 0 } => true,
            ArrayCreationExpressionSyntax { Initializer: null } array => array.Type.RankSpecifiers[0].Sizes[0] is LiteralExpressionSyntax { Token.Value: 0 },
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty" }, ArgumentList.Arguments.Count: 0 } => true,
            _ => false,
        };
}
