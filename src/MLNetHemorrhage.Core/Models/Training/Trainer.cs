using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>Trains a decoder in place: batch, gradient, update. Its state can be saved and taken up again without changing a bit of the result.</summary>
internal sealed class Trainer : IDisposable
{
    private readonly IEnumerator<TokenBatch> _batches;
    private readonly GradientRunner _runner;
    private readonly DecoderGradients _gradients;
    private readonly AdamW _optimizer;

    /// <summary>Creates a trainer at step 0.</summary>
    /// <param name="parameters">The weights to start from; changed in place.</param>
    /// <param name="documents">Begin id, ids, end id of every document; read as they are needed, and again from the first at their end.</param>
    /// <param name="options">How to train.</param>
    /// <param name="pool">Threads to work with.</param>
    public Trainer(DecoderParameters parameters, IEnumerable<int[]> documents, TrainingOptions options, WorkerPool pool)
    {
        Parameters = parameters;
        Options = options;
        _batches = DocumentBatches.Of(documents, parameters.Spec.ContextLength, options.BatchTokens).GetEnumerator();
        _runner = new(parameters, pool);
        _gradients = new(parameters.Spec);
        _optimizer = new(parameters, options, pool);
    }

    public DecoderParameters Parameters { get; }

    public TrainingOptions Options { get; }

    /// <summary>Steps done.</summary>
    public int Steps => _optimizer.Steps;

    /// <summary>Trains until <paramref name="steps"/> are done or the token asks to stop between two steps.</summary>
    public void Run(int steps, Action<TrainingStep>? progress = null, CancellationToken cancellation = default)
    {
        while (Steps < steps && !cancellation.IsCancellationRequested)
        {
            var step = Step();
            progress?.Invoke(step);
        }
    }

    /// <summary>Writes weights, moments and position to a file.</summary>
    public void Save(string path) => TrainerState.Save(path, Parameters, _optimizer, Options);

    /// <summary>Continues where a saved trainer of the same model, options and documents stopped; only a new trainer can.</summary>
    public void Resume(string path)
    {
        if (Steps != 0) throw new InvalidOperationException($"Only a new trainer can resume; this one has done {Steps} steps.");
        TrainerState.Load(path, Parameters, _optimizer, Options);
        for (int i = 0; i < Steps; i++) _batches.MoveNext();
    }

    public void Dispose() => _batches.Dispose();

    private TrainingStep Step()
    {
        double rate = Options.LearningRateAt(Steps);
        _batches.MoveNext();
        var batch = _batches.Current;
        _gradients.Clear();
        double loss = _runner.Accumulate(batch, _gradients);
        double norm = _optimizer.Update(Parameters, _gradients, rate);
        return new(Steps, loss, norm, rate, batch.TokenCount);
    }
}
