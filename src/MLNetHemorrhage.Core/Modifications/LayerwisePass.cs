using System.Diagnostics;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Modifications;

/// <summary>
/// Takes a method through a decoder: the inputs of a block come from the blocks before it as they are after the step, the statistics
/// of its layers from one pass through the block as it was.
/// </summary>
internal sealed class LayerwisePass(LayerModification step, DecoderModel model, StepContext context, LayerPlan plan)
{
    private readonly LargeGarbage _garbage = new();

    public DecoderModel Run()
    {
        var activations = step.ReadsInputs ? new CalibrationActivations(model, context.Calibration!, context.Pool) : null;
        var blocks = model.Blocks.ToArray();
        for (int b = 0; b < blocks.Length; b++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            _garbage.Release();
            var collector = new StatisticsCollector(NewStatistics, context.Pool);
            activations?.Observe(blocks[b], collector);
            activations?.Rest();
            var (before, after) = (blocks[b].Additions.Inputs, step.InputsAfter(blocks[b].Additions.Inputs));
            blocks[b] = blocks[b].With(DecoderBlock.Roles.ToDictionary(role => role, role =>
            {
                _garbage.Release();
                return Modify(LayerName.Linear(b, role), blocks[b][role], collector.Take(role), after[role] == before[role] ? null : after[role]);
            })).With(after);
            _garbage.Release();
            if (b + 1 < blocks.Length) activations?.Advance(blocks[b]);
            context.BlockDone(b + 1);
        }
        var modified = model.WithBlocks(blocks);
        return step.Targets == ModificationTargets.All ? ModifyTables(modified) : modified;
    }

    private WeightMatrix Modify(LayerName name, WeightMatrix weights, IReadOnlyList<InputStatistic> statistics, InputRounding? newRounding = null)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var clock = Stopwatch.StartNew();
        var layer = plan.Complete(context.Layer(name, weights, statistics));
        var modified = step.Modify(layer);
        if (context.ErrorTokens > 0) Record(layer, modified, newRounding, clock.Elapsed);
        return modified;
    }

    private void Record(LayerToModify layer, WeightMatrix modified, InputRounding? newRounding, TimeSpan elapsed)
    {
        double? nominal = step.NominalSparsity(layer);
        if (nominal is { } asked && SparsityNote.Of(asked, layer.Weights, modified) is { } note) layer.Notes.Add(note);
        var errors = LayerErrors.Of(layer.Weights, modified, layer.Statistics.OfType<InputSample>().SingleOrDefault(), context.Pool, newRounding);
        context.Records.Add(layer.Name, new(nominal, elapsed, errors, layer.Notes));
    }

    // The step's own, and the inputs that its error is measured on.
    private IReadOnlyList<InputStatistic> NewStatistics(int columns)
    {
        var own = step.NewStatistics(columns, context.Calibration?.Windows ?? []);
        return step.ReadsInputs && context.ErrorTokens > 0
            ? [.. own, new InputSample(columns, (int)Math.Min(context.ErrorTokens, context.Calibration!.TokenCount), context.Calibration.TokenCount)]
            : own;
    }

    private DecoderModel ModifyTables(DecoderModel modified)
    {
        bool tied = ReferenceEquals(model.Embedding, model.Head);
        if (step.ReadsInputs && !tied)
            throw new HemorrhageException($"{step}: targets must be blocks, found all: the embedding is a table of its own and has no input statistics");
        var head = Modify(LayerName.Head, model.Head, HeadStatistics(modified));
        var embedding = tied ? head : Modify(LayerName.Embedding, model.Embedding, []);
        return new(model.Spec, embedding, modified.Blocks, model.FinalNorm, head);
    }

    private IReadOnlyList<InputStatistic> HeadStatistics(DecoderModel modified)
    {
        var statistics = NewStatistics(model.Head.Columns);
        if (statistics.Count == 0) return statistics;
        var runner = new DecoderRunner(modified, context.Pool);
        foreach (var batch in context.Calibration!.Batches())
        {
            var hidden = runner.FinalHidden(batch);
            foreach (var statistic in statistics) statistic.Add(hidden.View, context.Pool);
            GC.KeepAlive(hidden);
        }
        return statistics;
    }
}
