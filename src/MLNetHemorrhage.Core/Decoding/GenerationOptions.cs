using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Decoding;

/// <summary>How a text is continued.</summary>
public sealed record GenerationOptions
{
    /// <summary>Most tokens to generate.</summary>
    /// <value>The default value is 256.</value>
    public int MaxTokens { get; init; } = 256;

    /// <summary>Divides the logits before a token is drawn; 0 always takes the most probable token.</summary>
    /// <value>The default value is 0.</value>
    public double Temperature { get; init; }

    /// <summary>Seed of the random numbers; the same seed gives the same text.</summary>
    /// <value>The default value is 0.</value>
    public ulong Seed { get; init; }

    /// <summary>Whether the text ends where the model emits its end token, or begins another text with its begin token.</summary>
    /// <value>The default value is true.</value>
    public bool StopAtEnd { get; init; } = true;

    /// <summary>Threads to work with.</summary>
    /// <value>The default value is <see cref="WorkerPool.Shared"/>.</value>
    public WorkerPool Pool { get; init; } = WorkerPool.Shared;

    internal void Check()
    {
        if (MaxTokens < 1) throw new HemorrhageException($"Most tokens to generate: expected at least 1, found {MaxTokens}.");
        if (!(Temperature >= 0) || double.IsInfinity(Temperature))
            throw new HemorrhageException(FormattableString.Invariant($"Temperature: expected a number of at least 0, found {Temperature}."));
    }

    internal ITokenSampler CreateSampler() => Temperature == 0 ? new GreedySampler() : new TemperatureSampler(Temperature, new RandomSource(Seed));
}
