using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using MLNetHemorrhage.Analyzers.Flow.Bodies;
using MLNetHemorrhage.Analyzers.Flow.Evaluation;
using MLNetHemorrhage.Analyzers.Flow.State;
using MLNetHemorrhage.Analyzers.Flow.Uses;
using MLNetHemorrhage.Analyzers.Library;

namespace MLNetHemorrhage.Analyzers.Flow;

/// <summary>Follows the pipelines of one body: what is fitted, returned, stored, passed on, left, measured and served there, and what its steps are.</summary>
internal static class PipelineAnalysis
{
    public static IReadOnlyList<PipelineUse> Run(OperationBlockAnalysisContext body, LibrarySymbols symbols, HelperBodies helpers)
    {
        var context = new FlowContext(symbols, helpers, body.CancellationToken);
        var seen = new List<ControlFlowGraph>();
        foreach (var block in body.OperationBlocks)
        {
            var graph = body.GetControlFlowGraph(block);
            if (seen.Contains(graph)) continue;
            seen.Add(graph);
            var whole = new Body(graph, new BodyFacts(graph.OriginalOperation, symbols, body.CancellationToken));
            new GraphRunner(context, whole, Frame.Root).Run(FlowState.Empty);
            RunOthers(context, whole);
        }
        return context.Uses.Finish();
    }

    // Local functions that nothing calls, or only a lambda or a delegate.
    private static void RunOthers(FlowContext context, Body body)
    {
        foreach (var function in body.Graph.LocalFunctions)
        {
            var graph = body.Graph.GetLocalFunctionControlFlowGraph(function, context.Cancellation);
            if (context.FollowedFunctions.Add(function)) new GraphRunner(context, body with { Graph = graph }, Frame.Root).Run(context.Stable());
            RunOthers(context, body with { Graph = graph });
        }
    }
}
