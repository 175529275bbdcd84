namespace MLNetHemorrhage.Robustness;

/// <summary>
/// The boxes of one published fit. The publication gives no boxes; these are read off its parameters (twelve of sixteen fits have one or
/// more exactly on a bound), the remaining bounds are the widest that leave the published fit where it is. A generic preset has no published fit.
/// </summary>
/// <param name="Name">The name on the command line, after <c>paper:</c>.</param>
/// <param name="PublishedMethod">The method's name in the published data; null for a generic preset.</param>
public sealed record PaperPreset(string Name, string? PublishedMethod = null)
{
    /// <summary>Box of A, a perplexity.</summary>
    public Bounds A { get; init; } = Bounds.None;

    /// <summary>Box of the exponent b.</summary>
    public Bounds B { get; init; } = Bounds.NotNegative;

    /// <summary>Box of s0, a strength; it is also kept within the range of the data.</summary>
    public Bounds S0 { get; init; } = Bounds.None;

    /// <summary>Box of k1.</summary>
    public Bounds K1 { get; init; } = Bounds.NotNegative;

    /// <summary>Box of k2.</summary>
    public Bounds K2 { get; init; } = Bounds.NotNegative;

    /// <summary>Where the published fit began, if its s0 is only the nearest of several minima; null searches the whole box.</summary>
    public double? Start { get; init; }

    /// <summary>Every preset: the sixteen published methods, then the generic ones for each family.</summary>
    public static IReadOnlyList<PaperPreset> All { get; } =
    [
        new("llm-pruner-no-tuning", "LLM_Pruner w/o") { A = Bounds.AtMost(50), K2 = Bounds.Zero },
        new("llm-pruner", "LLM_Pruner") { A = Bounds.AtMost(15), S0 = Bounds.AtMost(.33), K2 = Bounds.Zero },
        new("flap", "FLAP(WIFV)") { S0 = Bounds.AtMost(.40), K1 = Bounds.AtLeast(.1) },
        new("sleb", "SLEB") { A = Bounds.AtMost(20), K2 = Bounds.Zero },
        new("slicegpt-no-tuning", "slicegpt w/o") { A = Bounds.AtMost(15), K2 = Bounds.Zero },
        new("slicegpt", "slicegpt") { K2 = Bounds.Zero },
        new("sparsegpt", "sparsegpt(ptb)") { K1 = Bounds.AtLeast(5) },
        new("wanda", "wanda") { K1 = Bounds.AtLeast(5) },
        new("ria", "RIA") { Start = .606863 },
        new("wanda-dsnot", "w.DSnoT") { S0 = Bounds.AtLeast(.60) },
        new("sparsegpt-dsnot", "s.DSnoT") { S0 = Bounds.AtLeast(.60) },
        new("admm", "admm") { K1 = Bounds.AtLeast(3) },
        new("sparsegpt-owl", "sparsegpt_owl") { S0 = Bounds.AtLeast(.65) },
        new("wanda-owl", "wanda_owl") { K1 = Bounds.AtLeast(8) },
        new("asvd", "ASVD (Wikitext2 PPL)") { S0 = Bounds.AtMost(.157) },
        new("svd-llm", "SVD-LLM (Wikitext2 PPL (sequence=512))") { S0 = Bounds.AtMost(.30), K2 = Bounds.Zero },
        new("structured") { S0 = new(.20, .50), K2 = Bounds.Zero },
        new("unstructured") { S0 = new(.50, .70) },
        new("low-rank") { S0 = new(.10, .40) },
    ];

    /// <summary>Finds a preset by its name or by the published method's name; case does not matter.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The preset, or null.</returns>
    public static PaperPreset? Find(string name) => All.FirstOrDefault(preset =>
        preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || name.Equals(preset.PublishedMethod, StringComparison.OrdinalIgnoreCase));
}
