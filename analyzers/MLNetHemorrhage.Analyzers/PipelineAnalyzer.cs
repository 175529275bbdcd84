using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MLNetHemorrhage.Analyzers.Flow;
using MLNetHemorrhage.Analyzers.Flow.Bodies;
using MLNetHemorrhage.Analyzers.Flow.Uses;
using MLNetHemorrhage.Analyzers.Library;

namespace MLNetHemorrhage.Analyzers;

/// <summary>
/// Finds the bodies that build pipelines with modifications and follows them. A compilation without the library costs one look at its references;
/// a body without a call that could matter costs one look at each call.
/// </summary>
public abstract class PipelineAnalyzer : DiagnosticAnalyzer
{
    private protected PipelineAnalyzer() { }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (LibrarySymbols.Find(start.Compilation) is not { } symbols) return;
            var helpers = new HelperBodies(symbols);
            var report = Start(start);
            start.RegisterOperationBlockStartAction(block => StartBody(block, symbols, helpers, report));
        });
    }

    /// <summary>Prepares for a compilation that uses the library; what it gives reports what is wrong with the pipelines of each body.</summary>
    private protected abstract PipelineReporter Start(CompilationStartAnalysisContext start);

    private static void StartBody(OperationBlockStartAnalysisContext body, LibrarySymbols symbols, HelperBodies helpers, PipelineReporter report)
    {
        int isCandidate = 0;
        body.RegisterOperationAction(
            operation =>
            {
                if (Volatile.Read(ref isCandidate) == 0 && IsCandidate((IInvocationOperation)operation.Operation, symbols, helpers, operation.CancellationToken)) Volatile.Write(ref isCandidate, 1);
            },
            OperationKind.Invocation);
        body.RegisterOperationBlockEndAction(end =>
        {
            if (Volatile.Read(ref isCandidate) != 0) report(end, PipelineAnalysis.Run(end, symbols, helpers));
        });
    }

    // A pipeline that a field or a property of this compilation gives.
    private static bool IsKeptPipeline(IOperation? operation, LibrarySymbols symbols) =>
        operation is IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol } reference && !reference.Member.DeclaringSyntaxReferences.IsEmpty
        && symbols.TypeOf(reference.Type) is PipelineType.Estimator or PipelineType.Transformer;

    // A step, a pipeline that something else gives, or a call that may lead to one with what it is given.
    private static bool IsCandidate(IInvocationOperation call, LibrarySymbols symbols, HelperBodies helpers, CancellationToken cancellation)
    {
        var role = symbols.RoleOf(call.TargetMethod);
        if (role.Modifies) return true;
        if (role.Kind is CallKind.Fit or CallKind.Append or CallKind.PassThrough) return IsKeptPipeline(call.Instance, symbols) || call.Arguments.Any(a => IsKeptPipeline(a.Value, symbols));
        if (role.Kind != CallKind.Unknown || call.TargetMethod.DeclaringSyntaxReferences.IsEmpty) return false;
        return symbols.TypeOf(call.TargetMethod.ReturnType) != PipelineType.None || call.Arguments.Length > 0 && helpers.MentionsStep(call.TargetMethod.OriginalDefinition, cancellation);
    }
}

/// <summary>Reports what is wrong with the pipelines of a body.</summary>
internal delegate void PipelineReporter(OperationBlockAnalysisContext body, IReadOnlyList<PipelineUse> uses);
