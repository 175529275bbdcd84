using System.Globalization;

namespace MLNetHemorrhage.Robustness;

/// <summary>What a recipe may leave of a model's size and may cost of its quality. At least one is given; the other is then made as good as possible.</summary>
public sealed record AdviceBudget
{
    /// <summary>Creates a budget.</summary>
    /// <param name="targetSize">Bytes of the modified model over those of the base, at most; above 0 and at most 1. Null for as small as the quality allows.</param>
    /// <param name="maxLnRatio">ln of the modified perplexity over the base's, at most; 0 or more. Null for as good as the size allows.</param>
    /// <exception cref="HemorrhageException">Neither is given, or one is out of range.</exception>
    public AdviceBudget(double? targetSize, double? maxLnRatio)
    {
        if (targetSize is null && maxLnRatio is null) throw new HemorrhageException("advice: expected a target size (--target-size), a greatest ln ratio (--max-ln-ratio) or both, found neither");
        if (targetSize is { } size && !(size is > 0 and <= 1)) throw Out("target size", "a share above 0 and at most 1 of the base model's bytes", size);
        if (maxLnRatio is { } ratio && !(ratio is >= 0 and < double.PositiveInfinity)) throw Out("greatest ln ratio", "0 or more", ratio);
        TargetSize = targetSize;
        MaxLnRatio = maxLnRatio;
    }

    /// <summary>Bytes of the modified model over those of the base, at most; null where there is no such limit.</summary>
    public double? TargetSize { get; }

    /// <summary>ln ratio of the perplexities, at most; null where there is no such limit.</summary>
    public double? MaxLnRatio { get; }

    /// <summary>Whether a recipe of this size and ln ratio is within the budget.</summary>
    /// <param name="size">Share of the base model's bytes.</param>
    /// <param name="lnRatio">ln ratio of the perplexities.</param>
    public bool Allows(double size, double lnRatio) => !(size > TargetSize) && !double.IsNaN(lnRatio) && !(lnRatio > MaxLnRatio);

    /// <summary>The better the lower: the ln ratio where the size is limited, else the size.</summary>
    internal double Cost(double size, double lnRatio) => TargetSize is null ? size : lnRatio;

    /// <summary>How far a recipe is outside, 0 within: the greater of the two excesses, each as a share of its limit.</summary>
    internal double Excess(double size, double lnRatio) => Math.Max(
        TargetSize is { } target ? Math.Max(0, size / target - 1) : 0,
        MaxLnRatio is { } most ? Math.Max(0, (lnRatio - most) / Math.Max(most, double.Epsilon)) : 0);

    /// <summary>The limits in words.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => string.Join(" and ", ((string?[])
    [
        TargetSize is { } size ? string.Create(CultureInfo.InvariantCulture, $"at most {100 * size:0.##} % of the size") : null,
        MaxLnRatio is { } ratio ? string.Create(CultureInfo.InvariantCulture, $"an ln ratio of at most {ratio:0.####}") : null,
    ]).OfType<string>());

    private static HemorrhageException Out(string what, string expected, double found) =>
        new(string.Create(CultureInfo.InvariantCulture, $"advice: expected as {what} {expected}, found {found}"));
}
