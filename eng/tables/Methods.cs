using System.Globalization;

namespace MLNetHemorrhage.Tables;

/// <summary>The columns of the table.</summary>
internal static class Methods
{
    public const string Ours = "gradientAware";

    /// <summary>Name and recipe; the sparsity goes where the braces are.</summary>
    public static readonly (string Name, string Recipe)[] All =
    [
        ("magnitude", "prune(magnitude, sparsity={0})"),
        ("wanda", "prune(wanda, sparsity={0})"),
        ("gradient", "prune(gradient, sparsity={0})"),
        ("sparsegpt", "prune(sparsegpt, sparsity={0})"),
        ("admm", "prune(admm, sparsity={0})"),
        ("admm+owl", "prune(admm, sparsity={0}, allocation=owl)"),
        (Ours, "prune(gradientAware, sparsity={0})"),
    ];

    /// <summary>In the order in which they are measured.</summary>
    public static readonly double[] Sparsities = [0.5, 0.7, 0.6, 0.3, 0.4, 0.8, 0.2, 0.1];

    public static string Recipe(string method, double sparsity) =>
        string.Format(CultureInfo.InvariantCulture, All.Single(m => m.Name == method).Recipe, sparsity);
}
