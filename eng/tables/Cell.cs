using System.Text.Json;
using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Tables;

/// <summary>One modified model, measured: nll and tokens of every scored document, divergence from the dense model.</summary>
internal sealed record Cell(
    string Model, string Method, double Strength, int Seed, double Achieved, double Seconds,
    double[] Nll, int[] Tokens, Estimate Divergence, Estimate SameTop)
{
    public string Key => FormattableString.Invariant($"{Model} {Method} {Strength} {Seed}");

    /// <summary>All cells of a folder, the last of each key.</summary>
    public static List<Cell> ReadAll(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Select(line => JsonSerializer.Deserialize<Cell>(line)!).GroupBy(c => c.Key).Select(g => g.Last())]
        : [];
}
