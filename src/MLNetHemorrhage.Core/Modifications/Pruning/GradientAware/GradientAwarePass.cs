using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Repair;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning.GradientAware;

/// <summary>
/// Rounds of pruning and repair. Held at once: one single-precision copy of the blocks' weights, which becomes the result, the gradient
/// of one block, two vectors of factors and two of moments for every layer, and final hidden states of the calibration text.
/// </summary>
internal sealed class GradientAwarePass
{
    /// <summary>As how many passes through the blocks the work is reported.</summary>
    public const int ProgressPasses = 10;

    // Enough tokens for two vectors per layer.
    private const int TokensOfScores = 4096;

    private const int WarmUpSteps = 20;

    // The part of the steps that is taken between the rounds.
    private const double ShareOfRounds = 0.4;

    private readonly GradientAwarePruning _step;
    private readonly DecoderModel _model;
    private readonly StepContext _context;
    private readonly DivergenceText _text;
    private readonly BlockMemory[] _weights;
    private readonly StreamedGradient _gradient;
    private readonly (int Block, LinearRole Role, int Rows, int Columns)[] _layers;
    private readonly long _total;
    private readonly StepProgress _progress;
    private readonly int _roundSteps, _lastSteps;
    private SurvivorUpdate _update;
    private long[] _counts = [];
    private int _next;

    public GradientAwarePass(GradientAwarePruning step, DecoderModel model, StepContext context)
    {
        (_step, _model, _context) = (step, model, context);
        _layers = [.. Enumerable.Range(0, model.Blocks.Count).SelectMany(b => DecoderBlock.Roles.Select(role => (b, role, model.Blocks[b][role].Rows, model.Blocks[b][role].Columns)))];
        foreach (var (block, role, _, _) in _layers)
        {
            if (model.Blocks[block][role] is IGridWeights)
                throw new HemorrhageException($"{LayerName.Linear(block, role)}: expected weights that may change, found {model.Blocks[block][role].Format}; prune first, then quantize");
        }
        _total = _layers.Sum(l => (long)l.Rows * l.Columns);
        _text = DivergenceText.Of(model, context);
        _weights = [.. model.Shape.Blocks.Select(shape => new BlockMemory(shape))];
        _gradient = new(model, b => _weights[b].Tensors, context.Pool);
        _update = new(model.Shape, _weights, context.Pool);
        int steps = _step.Epochs * _text.Training.Count;
        _roundSteps = _step.Trials.Start is null ? (int)Math.Round(ShareOfRounds * steps / _step.Rounds) : 0;
        _lastSteps = Math.Max(0, steps - _step.Rounds * _roundSteps);
        int trials = TriedBlends.Length > 1 ? TriedBlends.Length : 0;
        _progress = new((trials + _step.Rounds) * _roundSteps + _lastSteps, ProgressPasses * model.Blocks.Count, context.BlockDone);
    }

    /// <summary>The repaired layers by name.</summary>
    public IReadOnlyDictionary<LayerName, object> Run()
    {
        string note = _step.Trials.Start is { } only ? Repaired(From(only)) : Best();
        return _layers.Select((l, i) => (Name: LayerName.Linear(l.Block, l.Role), Layer: new RepairedLayer((double)_counts[i] / ((long)l.Rows * l.Columns), _weights[l.Block], l.Role, i == 0 ? [note] : [])))
            .ToDictionary(l => l.Name, l => (object)l.Layer);
    }

    /// <summary>
    /// Repairs from the rounds or from a layerwise fit, what leaves less divergence on the held-out windows; stays with the fit where
    /// repair only adds to it.
    /// </summary>
    private string Best()
    {
        var (fit, fitted) = BestFit();
        double blend = TriedBlends.Length > 1 ? BestBlend() : TriedBlends[0];
        Restart();
        for (int round = 1; round <= _step.Rounds; round++) Round(round, blend);
        // Where little is lost, outputs kept layer by layer are nearer to the dense model than steps in all directions.
        string note = Repaired(fitted < HeldOut() ? From(fit) : FormattableString.Invariant($"shares blended {blend}"));
        return fitted < HeldOut() ? Note($"{From(fit)} and left as it is") : note;
    }

    /// <summary>Layers keep their outputs as well as they can (<see cref="AdmmPruning"/>), at equal shares or at shares by outliers.</summary>
    private (AdmmPruning Step, double Divergence) BestFit()
    {
        AdmmPruning[] fits = _step.Pattern is { } pattern
            ? [new() { Pattern = pattern }]
            : [new() { Sparsity = _step.Sparsity }, new() { Sparsity = _step.Sparsity, Allocation = LayerAllocation.Owl }];
        return fits.Select(fit =>
        {
            From(fit);
            return (fit, HeldOut());
        }).MinBy(f => f.Item2);
    }

    private string Repaired(string start)
    {
        for (int i = 0; i < _lastSteps; i++) Repair(_step.Rate * (_lastSteps - i) / _lastSteps);
        return Note(start);
    }

    private string Note(string start) => FormattableString.Invariant($"divergence on held-out calibration windows {HeldOut():0.####} nats per token, {start}");

    // Nothing to choose where a pattern fixes the shares, nothing to measure by where nothing is repaired between rounds.
    private double[] TriedBlends => _step.Pattern is not null ? [0] : _step.Trials.Blends;

    /// <summary>The blend with the least divergence on the held-out windows after the first round.</summary>
    private double BestBlend()
    {
        double best = 0, least = double.PositiveInfinity;
        foreach (double blend in TriedBlends)
        {
            Restart();
            Round(1, blend);
            double divergence = HeldOut();
            if (divergence >= least) continue;
            (best, least) = (blend, divergence);
        }
        return best;
    }

    /// <summary>The weights as another step leaves them.</summary>
    private string From(Modification step)
    {
        Restart(step.Apply(_model, _context.Trial(_ => { })).Model);
        _counts = [.. _layers.Select(l => ZeroCount(_weights[l.Block][l.Role]))];
        GC.KeepAlive(_weights);
        return $"started from {step}";
    }

    private void Restart() => Restart(_model);

    private void Restart(DecoderModel from)
    {
        for (int b = 0; b < _weights.Length; b++) _weights[b].Load(from.Blocks[b]);
        _update = new(_model.Shape, _weights, _context.Pool);
        _next = 0;
    }

    private void Round(int round, double blend)
    {
        Prune((double)round / _step.Rounds, blend);
        for (int i = 0; i < _roundSteps; i++) Repair(_step.Rate);
    }

    private void Prune(double progress, double blend)
    {
        var factors = new KroneckerFactors(_model.Shape, _context.Pool);
        int tokens = 0;
        foreach (var part in _text.Training.TakeWhile(p => tokens < TokensOfScores))
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            Check(_gradient.Run(part.Batch, reference: null, factors));
            tokens += part.Batch.TokenCount;
        }
        RowScores[] scores = [.. _layers.Select(l => factors.Scores(l.Block, l.Role, _weights[l.Block]))];
        double left = 1 - progress, reached = 1 - left * left * left;
        _counts = _step.Pattern is null ? Counts(scores, _step.Sparsity * reached, blend) : [];
        for (int l = 0; l < _layers.Length; l++)
        {
            var (block, role, rows, columns) = _layers[l];
            var values = _weights[block][role];
            var selection = _step.Pattern is { } pattern
                ? new Selection(0, PruningScope.Row, Weaker(pattern, reached), SelectionRule.Exact)
                : new Selection((double)_counts[l] / ((long)rows * columns), PruningScope.Matrix, null, SelectionRule.Exact);
            selection.Select(rows, columns, scores[l], _context.Pool).Apply(values, _context.Pool);
        }
        if (_step.Pattern is { } last) _counts = [.. _layers.Select(l => (long)l.Rows * last.RemovedOfRow(l.Columns))];
        GC.KeepAlive(_weights);
    }

    private long[] Counts(RowScores[] scores, double sparsity, double blend)
    {
        long total = (long)Math.Round(_total * sparsity);
        long[] global = LayerCounts.Global([.. _layers.Select((l, i) => (l.Rows, l.Columns, scores[i]))], total, _context.Pool);
        long[] most = [.. _layers.Select(l => (long)l.Rows * l.Columns)];
        double[] wanted = [.. _layers.Select((_, l) => blend * global[l] + (1 - blend) * sparsity * most[l])];
        long[] least = [.. _layers.Select(l => ZeroCount(_weights[l.Block][l.Role]))];
        return LayerCounts.Fit(wanted, least, most, Math.Max(total, least.Sum()));
    }

    private void Repair(double rate)
    {
        _context.Cancellation.ThrowIfCancellationRequested();
        var part = _text.Training[_next];
        _next = (_next + 1) % _text.Training.Count;
        _update.Limit.Begin(rate * Math.Min(1, (_update.Limit.Steps + 1.0) / WarmUpSteps));
        Check(_gradient.Run(part.Batch, part.Reference, _update));
        _progress.Advance();
    }

    private double HeldOut() => _text.HeldOutDivergence(_gradient);

    // As many kept as a share of the way to the pattern leaves.
    private static KeepPattern Weaker(KeepPattern pattern, double reached)
    {
        int removed = Math.Max(1, (int)Math.Round((pattern.Group - pattern.Kept) * reached));
        return new(pattern.Group - removed, pattern.Group);
    }

    private static long ZeroCount(MatrixView values)
    {
        long zeros = 0;
        for (int r = 0; r < values.Rows; r++) zeros += Zeros.Count(values.Row(r));
        return zeros;
    }

    private void Check(double loss)
    {
        if (!double.IsFinite(loss)) throw new HemorrhageException(FormattableString.Invariant($"{_step}: expected a finite loss on the calibration text, found {loss}"));
    }
}
