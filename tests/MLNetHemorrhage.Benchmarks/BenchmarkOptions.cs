using System.Globalization;

namespace MLNetHemorrhage.Benchmarks;

/// <summary>What every benchmark is told on the command line.</summary>
internal sealed record BenchmarkOptions
{
    public int Threads { get; init; } = 1;

    /// <summary>Timed repetitions, of which the median is reported.</summary>
    public int Rounds { get; init; } = 9;

    /// <summary>Prints one JSON array instead of a table.</summary>
    public bool Json { get; init; }

    /// <summary>Times on request, one line from standard input after the other, so that another program can take turns with this one.</summary>
    public bool Serve { get; init; }

    /// <summary>A checkpoint that a benchmark reads or writes.</summary>
    public string? Path { get; init; }

    /// <summary>A recipe that a benchmark carries out.</summary>
    public string Recipe { get; init; } = "prune(wanda)";

    public string RequiredPath => Path ?? throw new ArgumentException("This benchmark needs --path DIRECTORY.");

    public static BenchmarkOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new BenchmarkOptions();
        for (int i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--threads" => options with { Threads = Number(arguments, ++i) },
                "--rounds" => options with { Rounds = Number(arguments, ++i) },
                "--path" => options with { Path = Text(arguments, ++i) },
                "--recipe" => options with { Recipe = Text(arguments, ++i) },
                "--json" => options with { Json = true },
                "--serve" => options with { Serve = true },
                var unknown => throw new ArgumentException($"Unknown option '{unknown}'."),
            };
        }
        return options;
    }

    private static string Text(ReadOnlySpan<string> arguments, int i) =>
        i < arguments.Length ? arguments[i] : throw new ArgumentException($"{arguments[i - 1]} needs a value.");

    private static int Number(ReadOnlySpan<string> arguments, int i) =>
        i < arguments.Length && int.TryParse(arguments[i], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new ArgumentException($"{arguments[i - 1]} needs a number above 0.");
}
