using MLNetHemorrhage.Evaluation.Statistics;

namespace MLNetHemorrhage.Evaluation;

/// <summary>How well a model predicts a text. Means are weighted by token; standard errors take each window as one observation.</summary>
public sealed class PerplexityResult
{
    private readonly double[] _windowNll;
    private readonly double[] _windowTokens;

    /// <summary>Adds up windows.</summary>
    internal PerplexityResult(ScoredText text, double[] windowNll)
    {
        Protocol = text.Protocol;
        Fingerprint = text.Fingerprint;
        Tokens = text.Tokens;
        Bytes = text.Bytes;
        _windowNll = windowNll;
        WindowTokens = [.. text.Windows.Select(w => w.ScoredTokens)];
        _windowTokens = [.. WindowTokens];
        Nll = ClusteredRatio.Of(windowNll, _windowTokens);
        Perplexity = Nll.Exp();
        double[] bytes = [.. text.Windows.Select(w => (double)w.ScoredBytes)];
        BitsPerByte = ClusteredRatio.Of([.. windowNll.Select(n => n / Math.Log(2))], bytes);
    }

    /// <summary>The protocol, with every choice that depended on the model made explicit.</summary>
    public Protocol Protocol { get; }

    /// <summary>SHA-256 of the scored windows: equal where text, tokenization and protocol are equal.</summary>
    public string Fingerprint { get; }

    /// <summary>exp of the mean negative log-likelihood; +Infinity where that overflows.</summary>
    public Estimate Perplexity { get; }

    /// <summary>Mean negative log-likelihood, nats per token.</summary>
    public Estimate Nll { get; }

    /// <summary>Total negative log-likelihood in bits over the UTF-8 bytes of the scored text; comparable across tokenizers.</summary>
    public Estimate BitsPerByte { get; }

    /// <summary>Number of scored tokens.</summary>
    public int Tokens { get; }

    /// <summary>UTF-8 bytes of the scored text.</summary>
    public long Bytes { get; }

    /// <summary>Number of windows: the clusters of the standard errors.</summary>
    public int Windows => _windowNll.Length;

    /// <summary>Negative log-likelihood of each window in nats, summed over its scored tokens.</summary>
    public IReadOnlyList<double> WindowNll => Array.AsReadOnly(_windowNll);

    /// <summary>Number of scored tokens of each window.</summary>
    public IReadOnlyList<int> WindowTokens { get; }

    /// <summary>ln of this perplexity over a baseline's, with a paired standard error: windows hard for both models cancel.</summary>
    /// <param name="baseline">The same text under the same protocol, another model.</param>
    /// <returns>Positive where this model is worse.</returns>
    /// <exception cref="HemorrhageException">The two were not measured on the same tokens under the same protocol.</exception>
    public Estimate LnRatioTo(PerplexityResult baseline)
    {
        RequireComparable(baseline);
        return ClusteredRatio.Of([.. _windowNll.Zip(baseline._windowNll, (n, b) => n - b)], _windowTokens);
    }

    /// <summary>This perplexity minus a baseline's, with a paired standard error by the delta method.</summary>
    /// <param name="baseline">The same text under the same protocol, another model.</param>
    /// <returns>Positive where this model is worse.</returns>
    /// <exception cref="HemorrhageException">The two were not measured on the same tokens under the same protocol.</exception>
    public Estimate DifferenceTo(PerplexityResult baseline)
    {
        RequireComparable(baseline);
        double mine = Perplexity.Value, theirs = baseline.Perplexity.Value;
        if (double.IsInfinity(mine) || double.IsInfinity(theirs)) return new(mine - theirs, double.PositiveInfinity);
        var residuals = new double[Windows];
        for (int i = 0; i < residuals.Length; i++)
        {
            residuals[i] = mine * (_windowNll[i] - Nll.Value * _windowTokens[i])
                - theirs * (baseline._windowNll[i] - baseline.Nll.Value * _windowTokens[i]);
        }
        return new(mine - theirs, ClusteredRatio.StandardError(residuals, Tokens));
    }

    private void RequireComparable(PerplexityResult baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        if (baseline.Protocol != Protocol)
            throw new HemorrhageException($"perplexities: expected one protocol for both, found {baseline.Protocol} and {Protocol}.");
        if (baseline.Fingerprint != Fingerprint)
            throw new HemorrhageException($"perplexities: expected the same text and tokenization for both, found {baseline.Tokens} and {Tokens} tokens that differ.");
    }
}
