using System.Globalization;
using System.Text;
using System.Text.Json;
using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Tables;

/// <summary>Writes the cells that are there as JSON and as Markdown.</summary>
internal static class TableFiles
{
    // Two-sided 95 %.
    private const double Interval = 1.96;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static void Write(TablePlan plan, string folder, string docs)
    {
        var rows = Row.Of(plan, Cell.ReadAll(folder));
        File.WriteAllText(Path.Combine(docs, $"{plan.Name}-table.json"), "[\n" + string.Join(",\n", rows.Select(r => JsonSerializer.Serialize(r, Json))) + "\n]\n");
        var text = new StringBuilder(plan.Introduction);
        foreach (var model in rows.GroupBy(r => r.Model)) Write(plan, text, model.Key, [.. model]);
        File.WriteAllText(Path.Combine(docs, $"{plan.Name}-table.md"), text.ToString());
    }

    private static void Write(TablePlan plan, StringBuilder text, string model, List<Row> rows)
    {
        var dense = rows.Single(r => r.Method == "dense");
        string[] methods = [.. plan.Columns.Select(m => m.Name).Where(m => rows.Exists(r => r.Method == m))];
        double[] strengths = [.. rows.Select(r => r.Strength).Where(s => s > 0).Distinct().Order()];
        text.Append(CultureInfo.InvariantCulture, $"\n## {model}\n\nPerplexity; the dense model's is {Number(dense.Perplexity)}.\n\n");
        Table(plan, text, methods, strengths, (s, m) => Find(s, m) is { } row ? $"{Number(row.Perplexity)}{(row.RatioToDense.Value >= Row.ClaimLimit ? " ·" : "")}" : "");
        if (methods.Contains(plan.Ours))
        {
            text.Append(CultureInfo.InvariantCulture, $"\nPerplexity over that of {plan.Ours}, with a paired 95 % interval.\n\n");
            Table(plan, text, [.. methods.Where(m => m != plan.Ours)], strengths, (s, m) => Find(s, m) is { OverOurs: { } over } row && row.RatioToDense.Value < Row.ClaimLimit
                ? string.Create(CultureInfo.InvariantCulture, $"{over.Value:0.000} ({over.Value - Interval * over.StandardError:0.000} to {over.Value + Interval * over.StandardError:0.000})")
                : "");
        }
        if (plan.AchievedTitle is { } title)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{title}.\n\n");
            Table(plan, text, methods, strengths, (s, m) => Find(s, m) is { } row ? string.Create(CultureInfo.InvariantCulture, $"{row.Achieved:0.00}") : "");
        }
        text.Append("\nDivergence from the dense model, nats per token, and share of tokens where both prefer the same.\n\n");
        Table(plan, text, methods, strengths, (s, m) => Find(s, m) is { } row
            ? string.Create(CultureInfo.InvariantCulture, $"{Divergence(row.Divergence.Value)}, {100 * row.SameTop.Value:0.0} %")
            : "");

        Row? Find(double strength, string method) => rows.Find(r => r.Strength == strength && r.Method == method);
    }

    private static void Table(TablePlan plan, StringBuilder text, string[] methods, double[] strengths, Func<double, string, string> cell)
    {
        text.Append(CultureInfo.InvariantCulture, $"| {plan.Coordinate} |").AppendJoin("", methods.Select(m => $" {m} |")).Append('\n');
        text.Append("|---|").AppendJoin("", methods.Select(_ => "---|")).Append('\n');
        foreach (double strength in strengths)
            text.Append(CultureInfo.InvariantCulture, $"| {strength:0.##} |").AppendJoin("", methods.Select(m => $" {cell(strength, m)} |")).Append('\n');
    }

    private static string Divergence(double nats) => nats.ToString(nats >= 0.001 ? "0.0000" : "0.0e-0", CultureInfo.InvariantCulture);

    private static string Number(Estimate estimate) => estimate.Value < 100
        ? string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:0.000} ± {estimate.StandardError:0.000}")
        : string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:0} ± {estimate.StandardError:0}");
}
