using System.Diagnostics;
using System.Text.Json;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Tables;

/// <summary>Fills a folder with the cells it lacks, one line each; interrupted, it goes on where it was.</summary>
internal static class Measurement
{
    private static readonly int[] Seeds = [0, 1, 2];

    /// <param name="plan">The table.</param>
    /// <param name="folder">Where the cells are.</param>
    /// <param name="subject">The model.</param>
    /// <param name="chosen">Names of methods and numbers of seeds; none means all.</param>
    public static void Run(TablePlan plan, string folder, Subject subject, string[] chosen)
    {
        var known = Cell.ReadAll(folder).Select(c => c.Key).ToHashSet();
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, $"{subject.Name} {string.Join(' ', chosen)}".Trim() + ".jsonl");
        if (!known.Contains(Dense(subject).Key)) Append(file, Dense(subject));
        foreach (string method in Chosen(plan.Columns.Where(c => (c.OnlyModel ?? subject.Name) == subject.Name).Select(c => c.Name), chosen))
        {
            foreach (double strength in plan.Strengths)
            {
                // Where nothing is calibrated, seeds do not differ.
                foreach (int seed in plan.Recipe(method, strength).NeedsCalibration ? Chosen(Seeds, chosen) : [0])
                {
                    var cell = new Cell(subject.Name, method, strength, seed, 0, 0, [], [], default, default);
                    if (known.Contains(cell.Key)) continue;
                    Append(file, Fill(plan, cell, subject));
                }
            }
        }
    }

    private static List<T> Chosen<T>(IEnumerable<T> all, string[] chosen)
    {
        var some = all.Where(x => chosen.Contains($"{x}")).ToList();
        return some.Count > 0 ? some : [.. all];
    }

    private static Cell Dense(Subject subject) => new(
        subject.Name, "dense", 0, 0, 0, 0, [.. subject.Baseline.Perplexity.WindowNll], [.. subject.Baseline.Perplexity.WindowTokens], new(0, 0), new(1, 0));

    private static Cell Fill(TablePlan plan, Cell cell, Subject subject)
    {
        var clock = Stopwatch.StartNew();
        var modified = RecipeRunner.Apply(subject.Model, plan.Recipe(cell.Method, cell.Strength), subject.Calibration(cell.Seed)).Model;
        double seconds = clock.Elapsed.TotalSeconds;
        var result = Divergence.Measure(subject.Baseline, modified);
        var filled = cell with
        {
            Achieved = plan.Achieved([.. modified.Decoder.Blocks.SelectMany(b => DecoderBlock.Roles.Select(r => b[r]))]),
            Seconds = Math.Round(seconds, 2),
            Nll = [.. result.Modified.WindowNll],
            Tokens = [.. result.Modified.WindowTokens],
            Divergence = result.KlDivergence.Mean,
            SameTop = result.SameTop,
        };
        Console.WriteLine(FormattableString.Invariant($"{cell.Key}: perplexity {result.Modified.Perplexity.Value:0.000}, {seconds:0.0} s"));
        return filled;
    }

    private static void Append(string file, Cell cell) => File.AppendAllText(file, JsonSerializer.Serialize(cell) + "\n");
}
