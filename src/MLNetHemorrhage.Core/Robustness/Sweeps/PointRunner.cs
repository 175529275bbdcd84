using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Robustness;

/// <summary>
/// Gives the points of recipes: from the store, else measured, several at once. A point's numbers do not depend on who measures it
/// or with how many threads.
/// </summary>
internal sealed class PointRunner
{
    // Above this much, a modified model is collected as soon as its point is done; the collector would let several pile up.
    private const long LargeModel = 8 << 20;

    private readonly LanguageModel _model;
    private readonly ScoredText _text;
    private readonly CalibrationSet? _calibration;
    private readonly SweepOptions _options;
    private readonly SweepMeter _meter;
    private readonly PointStore? _store;
    private readonly SweepFingerprint _base;
    private readonly Dictionary<Recipe, StoredPoint> _points = [];
    private readonly Lock _lock = new();
    private BaselineRun? _baseline;

    public PointRunner(SweepPlan plan, SweepOptions options, SweepMeter meter)
    {
        (_model, _text, _calibration, _options, _meter) = (plan.Model, plan.Text, plan.Calibration, options, meter);
        _store = options.Store is { } directory ? new(directory, options.Notes) : null;
        using var pool = new WorkerPool(options.Threads);
        _base = SweepFingerprint.OfBase(plan, pool);
        _store?.NoteForeign(_base with { Calibration = _calibration?.Fingerprint });
    }

    /// <summary>How the base model is measured.</summary>
    public SweepFingerprint BaseFingerprint => _base;

    /// <summary>The point of a recipe that was measured.</summary>
    public StoredPoint this[Recipe recipe] => _points[recipe];

    /// <summary>The base model.</summary>
    public SweepBase Base()
    {
        if (_store?.Find(_base) is { } stored) return stored.AsBase(_text);
        var perplexity = Baseline().Perplexity;
        var size = WeightSize.Of(_model.Decoder);
        var point = new StoredPoint(_base, perplexity.Perplexity, perplexity.Nll, new(0, 0), new(0, 0), new(1, 0), size, size, [.. perplexity.WindowNll]);
        _store?.Add(point);
        return point.AsBase(_text);
    }

    /// <summary>Finds or measures the points of recipes.</summary>
    public void Measure(IEnumerable<Recipe> recipes)
    {
        var missing = recipes.Distinct().Where(recipe => !_points.ContainsKey(recipe) && !TryFind(recipe)).ToArray();
        if (missing.Length == 0) return;
        var baseline = Baseline();
        int next = -1;
        ExceptionDispatchInfo? failure = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_options.Cancellation);
        var threads = WorkerPlan.Create(_model, _calibration, _options.Threads, _options.Workers, missing.Length).Select(Start).ToArray();
        foreach (var thread in threads) thread.Join();
        failure?.Throw();

        Thread Start(int poolThreads)
        {
            var thread = new Thread(() => Work(poolThreads)) { Name = "MLNetHemorrhage sweep" };
            thread.Start();
            return thread;
        }

        void Work(int poolThreads)
        {
            try
            {
                using var pool = new WorkerPool(poolThreads);
                for (int i; (i = Interlocked.Increment(ref next)) < missing.Length;)
                {
                    stop.Token.ThrowIfCancellationRequested();
                    // Another process may have been faster.
                    if (TryFind(missing[i], noted: false)) continue;
                    MeasureOne(baseline, missing[i], pool, stop.Token);
                    Release();
                }
            }
            catch (Exception e)
            {
                // The first one is the cause; the others stop because of it.
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                stop.Cancel();
            }
        }
    }

    // Not inlined: no reference to the modified model may outlive it in the caller's frame.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MeasureOne(BaselineRun baseline, Recipe recipe, WorkerPool pool, CancellationToken cancellation)
    {
        double reported = 0;
        var point = PointMeasurement.Measure(_base.With(recipe, _calibration), baseline, recipe, _calibration, pool, Progress, cancellation);
        _store?.Add(point);
        Keep(recipe, point);
        _meter.Finish(Work(recipe) - reported);

        void Progress(double tokens)
        {
            _meter.Advance(tokens - reported);
            reported = tokens;
        }
    }

    private bool TryFind(Recipe recipe, bool noted = true)
    {
        if (_store?.Find(_base.With(recipe, _calibration), noted) is not { } point) return false;
        Keep(recipe, point);
        _meter.Found(Work(recipe));
        return true;
    }

    private void Keep(Recipe recipe, StoredPoint point)
    {
        lock (_lock) _points[recipe] = point;
    }

    private double Work(Recipe recipe) => PointMeasurement.Work(recipe, _calibration, _text.Tokens);

    private BaselineRun Baseline()
    {
        if (_baseline is not null) return _baseline;
        using var pool = new WorkerPool(_options.Threads);
        return _baseline = BaselineRun.Measure(_model, _text, new() { Pool = pool, Cancellation = _options.Cancellation });
    }

    private void Release()
    {
        if (WeightSize.Of(_model.Decoder).Count * sizeof(float) >= LargeModel) GC.Collect();
    }
}
