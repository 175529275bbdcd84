namespace MLNetHemorrhage.Robustness;

/// <summary>Perplexity over the strength of one modification: what a sweep measures and a fit reads.</summary>
public sealed class DegradationCurve
{
    /// <summary>Creates a curve. Points may repeat a strength.</summary>
    /// <param name="method">What was done, as in <c>wanda</c>.</param>
    /// <param name="coordinate">How the strength is given to the method: <c>sparsity</c>, <c>ratio</c>, <c>keep</c> or <c>bits</c>.</param>
    /// <param name="points">The points, in any order; strengths above 0, everything finite.</param>
    /// <param name="lnBasePerplexity">Natural logarithm of the untouched model's perplexity; null where unknown.</param>
    /// <param name="protocol">How the perplexities were measured; null where unknown.</param>
    /// <exception cref="ArgumentException">A strength is not above 0, or a number is not finite.</exception>
    public DegradationCurve(string method, string coordinate, IEnumerable<DegradationPoint> points, double? lnBasePerplexity = null, string? protocol = null)
        : this(method, coordinate, points, lnBasePerplexity, protocol is null ? [] : [protocol]) { }

    /// <summary>Creates a curve whose points may come from several protocols; a fit refuses such a curve.</summary>
    /// <param name="method">What was done.</param>
    /// <param name="coordinate">How the strength is given to the method.</param>
    /// <param name="points">The points, in any order; strengths above 0, everything finite.</param>
    /// <param name="lnBasePerplexity">Natural logarithm of the untouched model's perplexity; null where unknown.</param>
    /// <param name="protocols">The different protocols, none where unknown.</param>
    /// <exception cref="ArgumentException">A strength is not above 0, or a number is not finite.</exception>
    public DegradationCurve(string method, string coordinate, IEnumerable<DegradationPoint> points, double? lnBasePerplexity, IReadOnlyList<string> protocols)
    {
        Method = method;
        Coordinate = coordinate;
        Points = [.. points.OrderBy(point => point.Strength)];
        LnBasePerplexity = lnBasePerplexity;
        Protocols = protocols;
        foreach (var point in Points)
        {
            if (point.Strength <= 0 || !double.IsFinite(point.Strength) || !double.IsFinite(point.LnPerplexity))
                throw new ArgumentException($"Every point needs a finite strength above 0 and a finite ln perplexity; found {point}.", nameof(points));
        }
        if (lnBasePerplexity is { } dense && !double.IsFinite(dense)) throw new ArgumentException($"Expected a finite ln perplexity; found {dense}.", nameof(lnBasePerplexity));
    }

    /// <summary>What was done.</summary>
    public string Method { get; }

    /// <summary>How the strength is given to the method: <c>sparsity</c>, <c>ratio</c>, <c>keep</c> or <c>bits</c>.</summary>
    public string Coordinate { get; }

    /// <summary>The points by growing strength.</summary>
    public IReadOnlyList<DegradationPoint> Points { get; }

    /// <summary>Natural logarithm of the untouched model's perplexity; null where unknown.</summary>
    public double? LnBasePerplexity { get; }

    /// <summary>The protocol that every point shares; null where it is unknown or not one.</summary>
    public string? Protocol => Protocols.Count == 1 ? Protocols[0] : null;

    /// <summary>The different protocols of the points; none where unknown.</summary>
    public IReadOnlyList<string> Protocols { get; }

    /// <summary>The losses of every window; null where only the points are known.</summary>
    public WindowLosses? Windows { get; init; }
}
