using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>
/// One run of <see cref="FlapPruning"/>. The published code differs in two ways, which can be had for comparison: its running statistics
/// (<see cref="NewStatistic"/>) and that the unit at the threshold goes as well (<see cref="RemovesThreshold"/>).
/// </summary>
internal sealed class FlapRun(FlapPruning step, DecoderModel model, StepContext context)
{
    private readonly List<ResidualWriterInputs> _inputs = [];

    /// <summary>Empty statistics of so many inputs.</summary>
    public Func<int, InputFluctuation> NewStatistic { get; init; } = columns => new(columns);

    /// <summary>Whether the unit at which the kept share is reached goes, not stays.</summary>
    public bool RemovesThreshold { get; init; }

    public StepOutcome Run()
    {
        var (selections, units) = Measure();
        UnitRanking.Keep(units, step.Ratio, RemovesThreshold, selections);
        var clamped = units.GroupBy(u => (u.Block, u.IsHead)).Where(group => !group.Any(u => u.IsKept(selections))).Select(group => group.MaxBy(u => u.Score)!).ToList();
        foreach (var unit in clamped) unit.Set(selections, true);
        var outcome = StructureCut.Apply(model, [.. selections.Select((s, b) => step.Bias ? WithBias(s, b) : s)]);
        return outcome with { Notes = [.. outcome.Notes, .. clamped.Select(u => $"block {u.Block}: one {(u.IsHead ? "head" : "channel")} was kept, as not all may go")] };
    }

    private (BlockSelection[] Selections, List<StructureUnit> Units) Measure()
    {
        var activations = new CalibrationActivations(model, context.Calibration!, context.Pool);
        var units = new List<StructureUnit>();
        for (int b = 0; b < model.Blocks.Count; b++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var inputs = new ResidualWriterInputs(NewStatistic, context.Pool);
            activations.Advance(model.Blocks[b], inputs);
            _inputs.Add(inputs);
            units.AddRange(Units(b, model.ShapeOf(b)));
            context.BlockDone(b + 1);
        }
        return ([.. model.Shape.Blocks.Select(BlockSelection.All)], units);
    }

    private IEnumerable<StructureUnit> Units(int block, BlockShape shape)
    {
        double[] outputs = FlapScores.Standardised([.. Scores(block, LinearRole.Output).Select(score => score * score)]);
        foreach (int[] heads in HeadUnits.Of(shape, step.Heads))
        {
            double score = heads.Average(h => outputs.AsSpan(h * shape.HeadSize, shape.HeadSize).ToArray().Average());
            yield return new(block, IsHead: true, heads, score, HeadUnits.Parameters(shape, step.Heads, heads.Length));
        }
        double[] channels = FlapScores.Standardised(Scores(block, LinearRole.Down));
        for (int c = 0; c < channels.Length; c++) yield return new(block, IsHead: false, [c], channels[c], HeadUnits.ChannelParameters(shape));
    }

    private double[] Scores(int block, LinearRole role) =>
        FlapScores.Of(step.Score, model.Blocks[block][role], _inputs[block].Of(role), LayerName.Linear(block, role));

    private BlockSelection WithBias(BlockSelection selection, int block)
    {
        int size = model.ShapeOf(block).HeadSize;
        var additions = model.Blocks[block].Additions;
        bool[] queries = [.. selection.Heads.SelectMany(kept => Enumerable.Repeat(kept, size))];
        return selection with
        {
            OutputBias = Compensation(block, LinearRole.Output, queries, additions.OutputBias),
            DownBias = Compensation(block, LinearRole.Down, selection.Channels, additions.DownBias),
        };
    }

    /// <summary>What the removed inputs contribute on average, W·E[x] over them, added to the bias that is there.</summary>
    private float[]? Compensation(int block, LinearRole role, bool[] kept, float[]? bias)
    {
        if (!kept.Contains(false)) return bias;
        var weights = model.Blocks[block][role];
        double[] means = _inputs[block].Of(role).Means();
        var row = new float[weights.Columns];
        var sums = new float[weights.Rows];
        for (int r = 0; r < sums.Length; r++)
        {
            weights.CopyRow(r, row);
            double sum = bias?[r] ?? 0;
            for (int c = 0; c < row.Length; c++)
                if (!kept[c]) sum += row[c] * means[c];
            sums[r] = (float)sum;
        }
        return sums;
    }
}
