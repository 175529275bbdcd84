using System.Globalization;
using System.Text;
using System.Text.Json;
using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Tables;

/// <summary>Writes the cells that are there as pruning-table.json and pruning-table.md.</summary>
internal static class TableFiles
{
    // Two-sided 95 %.
    private const double Interval = 1.96;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static void Write(string folder, string docs)
    {
        var rows = Row.Of(Cell.ReadAll(folder));
        File.WriteAllText(Path.Combine(docs, "pruning-table.json"), "[\n" + string.Join(",\n", rows.Select(r => JsonSerializer.Serialize(r, Json))) + "\n]\n");
        var text = new StringBuilder(Introduction);
        foreach (var model in rows.GroupBy(r => r.Model)) Write(text, model.Key, [.. model]);
        File.WriteAllText(Path.Combine(docs, "pruning-table.md"), text.ToString());
    }

    private static void Write(StringBuilder text, string model, List<Row> rows)
    {
        var dense = rows.Single(r => r.Method == "dense");
        string[] methods = [.. Methods.All.Select(m => m.Name).Where(m => rows.Exists(r => r.Method == m))];
        double[] sparsities = [.. rows.Select(r => r.Sparsity).Where(s => s > 0).Distinct().Order()];
        text.Append(CultureInfo.InvariantCulture, $"\n## {model}\n\nPerplexity; the dense model's is {Number(dense.Perplexity)}.\n\n");
        Table(text, methods, sparsities, (s, m) => Find(s, m) is { } row ? $"{Number(row.Perplexity)}{(row.RatioToDense.Value >= Row.ClaimLimit ? " ·" : "")}" : "");
        if (methods.Contains(Methods.Ours))
        {
            text.Append(CultureInfo.InvariantCulture, $"\nPerplexity over that of {Methods.Ours}, with a paired 95 % interval.\n\n");
            Table(text, [.. methods.Where(m => m != Methods.Ours)], sparsities, (s, m) => Find(s, m) is { OverOurs: { } over } row && row.RatioToDense.Value < Row.ClaimLimit
                ? string.Create(CultureInfo.InvariantCulture, $"{over.Value:0.000} ({over.Value - Interval * over.StandardError:0.000} to {over.Value + Interval * over.StandardError:0.000})")
                : "");
        }
        text.Append("\nDivergence from the dense model, nats per token, and share of tokens where both prefer the same.\n\n");
        Table(text, methods, sparsities, (s, m) => Find(s, m) is { } row
            ? string.Create(CultureInfo.InvariantCulture, $"{row.Divergence.Value:0.0000}, {100 * row.SameTop.Value:0.0} %")
            : "");

        Row? Find(double sparsity, string method) => rows.Find(r => r.Sparsity == sparsity && r.Method == method);
    }

    private static void Table(StringBuilder text, string[] methods, double[] sparsities, Func<double, string, string> cell)
    {
        text.Append("| sparsity |").AppendJoin("", methods.Select(m => $" {m} |")).Append('\n');
        text.Append("|---|").AppendJoin("", methods.Select(_ => "---|")).Append('\n');
        foreach (double sparsity in sparsities)
            text.Append(CultureInfo.InvariantCulture, $"| {sparsity:0.0} |").AppendJoin("", methods.Select(m => $" {cell(sparsity, m)} |")).Append('\n');
    }

    private static string Number(Estimate estimate) =>
        string.Create(CultureInfo.InvariantCulture, $"{(estimate.Value < 100 ? Math.Round(estimate.Value, 3) : Math.Round(estimate.Value)):0.###} ± {(estimate.Value < 100 ? Math.Round(estimate.StandardError, 3) : Math.Round(estimate.StandardError)):0.###}");

    private const string Introduction = """
        # Pruning methods side by side

        Every method at every sparsity of the linear layers of the blocks, calibrated with the same 128 documents, scored under `documents:100`. For stories260K these are
        TinyStories from the 1,000th on and the first 100; for the default model generated documents of the calibration and the evaluation split. Every number is
        the mean over the sets of calibration documents that were measured, three at most, which the JSON names (perplexities: of the log-likelihoods); a cell that was not
        measured yet is empty. Errors are standard errors that take each scored document as one observation.
        A dot marks perplexities of 20 times the dense model's and more: such models are broken, and no order is claimed among them. `admm+owl` is `prune(admm, allocation=owl)`.

        Written by `eng/tables.sh`; the same numbers, with the perplexity of every seed and times, in [pruning-table.json](pruning-table.json).

        """;
}
