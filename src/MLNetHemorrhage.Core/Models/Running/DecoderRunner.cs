using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Running;

/// <summary>Runs a decoder over whole sequences. Holds its own buffers: one runner is used by one thread at a time.</summary>
public sealed class DecoderRunner
{
    /// <summary>Creates a runner.</summary>
    /// <param name="model">The decoder.</param>
    /// <param name="pool">Threads to work with.</param>
    public DecoderRunner(DecoderModel model, WorkerPool pool)
    {
        Model = model;
        Pool = pool;
    }

    /// <summary>The decoder.</summary>
    public DecoderModel Model { get; }

    /// <summary>Threads to work with.</summary>
    public WorkerPool Pool { get; }
}
