using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Robustness;

/// <summary>An open strength of a <see cref="RecipeTemplate"/>.</summary>
/// <param name="Step">Index of the step.</param>
/// <param name="Method">The step's method.</param>
/// <param name="Parameter">The open parameter.</param>
public sealed record RecipeHole(int Step, ModificationMethod Method, ModificationParameter Parameter)
{
    /// <summary>The step's verb, as in "prune".</summary>
    public string Verb => Method.Kind.Verb();

    /// <summary>What is varied: "sparsity", "bits".</summary>
    public string Coordinate => Parameter.Coordinate;

    /// <summary>Whether values between any two others are allowed; false where only whole numbers are.</summary>
    public bool IsContinuous => !Parameter.IsWhole && Parameter.Choices is null;

    /// <summary>The grid that suits it where none is given: for a strength in words, one word for each strength.</summary>
    /// <exception cref="HemorrhageException">There is none.</exception>
    public Grid DefaultGrid => Parameter.Choices is { } choices
        ? Grid.Parse(string.Join(',', choices.DistinctBy(c => c.Value).OrderByDescending(c => c.Value).Select(c => c.Word)))
        : Grid.Default(Coordinate);

    /// <summary>Values of a grid and the texts that recipes have for them.</summary>
    /// <exception cref="HemorrhageException">The grid has words for a number, or the reverse, or two words for one strength.</exception>
    internal IReadOnlyDictionary<double, string> Texts(Grid grid)
    {
        if (Parameter.Choices is not { } choices)
            return grid.Words is null ? grid.Values.ToDictionary(v => v, v => Parameter.Text(v)!) : throw Error(grid, $"numbers for {Coordinate}", grid.Words[0]);
        var texts = new Dictionary<double, string>();
        foreach (string word in grid.Words ?? throw Error(grid, $"words for {Parameter.Name} ({string.Join(", ", choices.Select(c => c.Word))})", "numbers"))
        {
            var choice = choices.FirstOrDefault(c => c.Word == word) ?? throw Error(grid, $"one of {string.Join(", ", choices.Select(c => c.Word))}", word);
            if (!texts.TryAdd(choice.Value, word)) throw Error(grid, $"every number of bits once", FormattableString.Invariant($"{texts[choice.Value]} and {word}, both {choice.Value}"));
        }
        return texts;
    }

    private static HemorrhageException Error(Grid grid, string expected, string found) => new($"grid \"{grid}\": expected {expected}, found {found}");
}
