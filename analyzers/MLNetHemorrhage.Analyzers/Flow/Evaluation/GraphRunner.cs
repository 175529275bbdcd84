using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Flow.Bodies;
using MLNetHemorrhage.Analyzers.Flow.State;
using MLNetHemorrhage.Analyzers.Flow.Uses;
using MLNetHemorrhage.Analyzers.Flow.Values;

namespace MLNetHemorrhage.Analyzers.Flow.Evaluation;

/// <summary>
/// Runs the basic blocks of a flow graph forward, each once for every state that reaches it. Paths that differ stay apart, so that what one branch
/// sets together stays together; where paths become too many the rest becomes one that knows nothing.
/// </summary>
internal sealed class GraphRunner
{
    private readonly FlowContext _context;
    private readonly ControlFlowGraph _graph;
    private readonly BodyFacts _facts;
    private readonly Frame _frame;
    private readonly OperationEvaluator _evaluator;
    private readonly BlockStates[] _states;
    private readonly SortedSet<int> _waiting = [];
    private readonly List<FlowValue> _returned = [];

    public GraphRunner(FlowContext context, Body body, Frame frame)
    {
        (_context, _graph, _facts, _frame) = (context, body.Graph, body.Facts, frame);
        _evaluator = new(context, body, frame);
        _states = new BlockStates[_graph.Blocks.Length];
        for (int i = 0; i < _states.Length; i++) _states[i] = new();
    }

    /// <summary>Runs from a state; gives what may be returned.</summary>
    public FlowValue Run(FlowState start)
    {
        Enter(_graph.Blocks[0], start);
        while (_waiting.Count > 0)
        {
            int ordinal = _waiting.Min;
            var state = _states[ordinal].Take();
            if (!_states[ordinal].HasWaiting) _waiting.Remove(ordinal);
            if (!_context.TryRunBlock()) return FlowValue.Unknown;
            var block = _graph.Blocks[ordinal];
            EnterHandlers(block, state);
            RunOperations(block, 0, state);
        }
        return ChoiceValue.Of(_returned.Concat(_evaluator.Initialized));
    }

    private void RunOperations(BasicBlock block, int first, FlowState state)
    {
        for (int i = first; i < block.Operations.Length; i++)
        {
            var states = _evaluator.Execute(block.Operations[i], state);
            if (states.Count > 1)
            {
                foreach (var fork in states) RunOperations(block, i + 1, fork);
                return;
            }
            state = states[0];
        }
        EnterHandlers(block, state);
        RunBranches(block, state);
    }

    private void RunBranches(BasicBlock block, FlowState state)
    {
        if (block.BranchValue is not { } operation)
        {
            Follow(block, block.FallThroughSuccessor, state);
            return;
        }
        var value = _evaluator.Evaluate(operation, ref state);
        if (block.ConditionKind == ControlFlowConditionKind.None)
        {
            if (block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return) Return(operation, value);
            Follow(block, block.FallThroughSuccessor, state);
            return;
        }
        bool jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        if (value is not ConstantValue { Value: bool known } || known == jumpsWhen) Follow(block, block.ConditionalSuccessor, Assume(operation, jumpsWhen, state));
        if (value is not ConstantValue { Value: bool certain } || certain != jumpsWhen) Follow(block, block.FallThroughSuccessor, Assume(operation, !jumpsWhen, state));
    }

    // The same condition will have the same value when it is tested again.
    private FlowState Assume(IOperation condition, bool isTrue, FlowState state)
    {
        if (state.IsCut || Assumption.Of(condition, isTrue) is not { } assumed || _evaluator.TestedAgain(assumed.Place) is not { } slot) return state;
        return state.Find(slot) is null || state.Find(slot) == FlowValue.Unknown ? state.With(slot, assumed.Value) : state;
    }

    private void Return(IOperation operation, FlowValue value)
    {
        if (_frame.IsCalled) _returned.Add(value);
        else if (_evaluator.IsPipeline(operation, value)) _context.Uses.Use(UseKind.Returned, _frame.SiteOf(operation.Syntax), _frame.LocationOf(operation.Syntax), value);
    }

    private void Follow(BasicBlock from, ControlFlowBranch? branch, FlowState state)
    {
        if (branch is null) return;
        if (branch.FinallyRegions.Length > 0)
        {
            var continuations = state.Continuations.Push(new(0, branch));
            for (int i = branch.FinallyRegions.Length - 1; i >= 0; i--) continuations = continuations.Push(new(branch.FinallyRegions[i].FirstBlockOrdinal, null));
            Resume(from, state.With(continuations));
        }
        else if (branch.Destination is null && branch.Semantics == ControlFlowBranchSemantics.StructuredExceptionHandling) Resume(from, state);
        else Take(from, branch, state);
    }

    private void Resume(BasicBlock from, FlowState state)
    {
        if (state.Continuations.IsEmpty) return;
        var rest = state.With(state.Continuations.Pop(out var next));
        if (next.Branch is { } branch) Take(from, branch, rest);
        else Enter(_graph.Blocks[next.Finally], rest, from);
    }

    private void Take(BasicBlock from, ControlFlowBranch branch, FlowState state)
    {
        foreach (var region in branch.LeavingRegions) state = Leave(region, state);
        if (branch.Destination is { } destination) Enter(destination, state, from);
    }

    private void Enter(BasicBlock block, FlowState state, BasicBlock? from = null)
    {
        var states = _states[block.Ordinal];
        if (from is not null && block.Ordinal <= from.Ordinal)
        {
            // Data that one turn of a loop makes is not that of the next.
            var loop = CodeOf(block, from);
            state = states.Widen(state).WithoutData(data => data.IsMadeIn(loop));
        }
        if (states.Add(state)) _waiting.Add(block.Ordinal);
    }

    // From the first block to the last.
    private TextSpan CodeOf(BasicBlock first, BasicBlock last)
    {
        int start = int.MaxValue, end = 0;
        for (int i = first.Ordinal; i <= last.Ordinal; i++)
        {
            foreach (var operation in _graph.Blocks[i].Operations) Include(operation.Syntax.Span);
            if (_graph.Blocks[i].BranchValue is { } decision) Include(decision.Syntax.Span);
        }
        return TextSpan.FromBounds(Math.Min(start, end), end);

        void Include(TextSpan span) => (start, end) = (Math.Min(start, span.Start), Math.Max(end, span.End));
    }

    // An exception may come before and after whatever a block does. Around the root of a lambda or a local function stand the regions of another graph.
    private void EnterHandlers(BasicBlock block, FlowState state)
    {
        for (var region = block.EnclosingRegion; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
        {
            if (region is not { Kind: ControlFlowRegionKind.Try, EnclosingRegion.Kind: ControlFlowRegionKind.TryAndCatch }) continue;
            foreach (var handler in region.EnclosingRegion.NestedRegions)
            {
                if (handler.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler)
                    Enter(_graph.Blocks[handler.FirstBlockOrdinal], state.Without(slot => slot is CaptureId));
            }
        }
    }

    private FlowState Leave(ControlFlowRegion region, FlowState state)
    {
        foreach (var capture in region.CaptureIds) state = state.Without(capture);
        foreach (var local in region.Locals)
        {
            if (_frame.IsInBody && state.Find(local) is PipelineValue value && local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_context.Cancellation) is { } node)
                _context.Uses.Leave(_frame.SiteOf(node), _frame.LocationOf(node), value);
            state = state.Without(local);
        }
        return state;
    }
}
