using System.CommandLine;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>What a sweep varies and where it keeps its points.</summary>
internal sealed class SweepCommandOptions
{
    private const int MostWorkers = 1024, MostPoints = 10_000;

    private static readonly string[] DefaultSteps = ["prune(magnitude, sparsity=*)", "prune(wanda, sparsity=*)", "quantize(rtn, bits=*)"];

    private readonly Option<RecipeTemplate[]> _steps = new("--steps")
    {
        Description = "A recipe with * for one or two strengths; give the option once for each sweep. Default: every method that ships with the tool, with --adaptive those with continuous strengths.",
        HelpName = "RECIPE",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => [.. result.Tokens.Select(token => ParsedOption.Read(result, token.Value, RecipeTemplate.Parse)).OfType<RecipeTemplate>()],
    };

    private readonly Option<Grid[]> _grids = new("--grid")
    {
        Description = "Values for a *: first:last:step, both included, or a list (of words for the types of ggml); give the option once for each *, in order. "
            + "Default: 0.1:0.8:0.1 for a sparsity, 8,6,5,4,3,2 for bits, one type for each size.",
        HelpName = "GRID",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => [.. result.Tokens.Select(token => ParsedOption.Read(result, token.Value, Grid.Parse)).OfType<Grid>()],
    };

    private readonly Option<bool> _adaptive = new("--adaptive")
    {
        Description = "Go on from the grid with points where they narrow the thresholds most. For one * whose values are continuous.",
    };

    private readonly Option<int> _points = NumberOption.Whole("--points", "Points of an adaptive sweep at most, those of the grid included.", "N", 1, MostPoints, new AdaptiveSweep().Points);

    private readonly Option<double> _width = NumberOption.Real(
        "--width", "Width of the transition's 95 % range at which an adaptive sweep ends.", "W", 0, 1, new AdaptiveSweep().Width);

    private readonly Option<double> _tolerance = NumberOption.Real(
        "--tolerance", "How much worse than the base the perplexity may be: 0.05 is five percent.", "SHARE", 1e-6, 1000, 0.05);

    private readonly Option<string?> _directory = PathOption.Create(
        "--output",
        "Keep every finished point in this directory and write result.json, report.html and the model's threshold file there. The same command again goes on "
            + "where it was stopped. Default: nothing is kept.",
        "DIR");

    private readonly Option<int> _workers = NumberOption.Whole(
        "--workers", "Points measured at once; 0 means as many as threads and memory allow. The numbers are the same for any value.", "N", 0, MostWorkers, 0);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_steps, _grids, _adaptive, _points, _width, _tolerance, _directory, _workers]) command.Add(option);
    }

    /// <summary>The sweeps.</summary>
    public RecipeTemplate[] Templates(ParseResult parsed) =>
        parsed.GetValue(_steps) is { Length: > 0 } given ? given
        : [.. DefaultSteps.Select(RecipeTemplate.Parse).Where(template => !parsed.GetValue(_adaptive) || template.Holes[0].IsContinuous)];

    /// <summary>How points are added to the grid; null where they are not, and says so where the user set how in vain.</summary>
    public AdaptiveSweep? Adaptive(ParseResult parsed, ToolConsole console)
    {
        if (parsed.GetValue(_adaptive)) return new() { Points = parsed.GetValue(_points), Width = parsed.GetValue(_width) };
        foreach (var option in (Option[])[_points, _width])
            if (parsed.GetResult(option) is { Implicit: false }) console.Note($"{option.Name} has no effect: the sweep is not adaptive");
        return null;
    }

    /// <summary>The values of every open strength, one list for each sweep.</summary>
    /// <exception cref="HemorrhageException">There are grids, but not one for each open strength.</exception>
    public Grid[][] Grids(ParseResult parsed, RecipeTemplate[] templates)
    {
        if (parsed.GetValue(_grids) is not { Length: > 0 } given) return [.. templates.Select(t => t.Holes.Select(h => h.DefaultGrid).ToArray())];
        int holes = templates.Sum(t => t.Holes.Count);
        if (given.Length != holes) throw new HemorrhageException($"--grid: expected one for each * of --steps, {holes} in all, or none; found {given.Length}.");
        int next = 0;
        return [.. templates.Select(t => t.Holes.Select(_ => given[next++]).ToArray())];
    }

    /// <summary>Allowed rise of ln perplexity.</summary>
    public double ToleranceLn(ParseResult parsed) => Math.Log(1 + parsed.GetValue(_tolerance));

    /// <summary>Where points are kept; null where they are not.</summary>
    public string? Directory(ParseResult parsed) => parsed.GetValue(_directory);

    /// <summary>Points measured at once.</summary>
    public int Workers(ParseResult parsed) => parsed.GetValue(_workers);
}
