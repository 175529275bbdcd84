using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Robustness;

/// <summary>
/// A recipe with one or two strengths left open: <c>prune(wanda, sparsity=*) + quantize(rtn, bits=*)</c>. A sweep fills them in.
/// </summary>
public sealed class RecipeTemplate
{
    private const int MostHoles = 2;

    private readonly Modification[] _steps;

    private RecipeTemplate(IEnumerable<Modification> steps, IEnumerable<OpenParameter> open)
    {
        _steps = [.. steps];
        Holes = [.. open.Select(o => new RecipeHole(o.Step, _steps[o.Step].Method, o.Parameter))];
    }

    /// <summary>The open strengths, in the order of the text; in different steps.</summary>
    public IReadOnlyList<RecipeHole> Holes { get; }

    /// <summary>Whether steps have strengths of their own: what is swept is then measured on top of them.</summary>
    public bool HasFixedSteps => _steps.Length > Holes.Count;

    /// <summary>Whether some step needs calibration text.</summary>
    public bool NeedsCalibration => _steps.Any(s => s.NeedsCalibration);

    /// <summary>Reads a template: a recipe in which <c>*</c> stands for one or two strengths.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The template.</returns>
    /// <exception cref="HemorrhageException">The text is not a template; the message gives the position (from 1), what was expected and what was found.</exception>
    public static RecipeTemplate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var open = new List<OpenParameter>();
        var steps = new RecipeParser(text, open).Parse();
        if (open.Count == 0) throw new HemorrhageException($"steps \"{text}\": expected * for one or two strengths, as in prune(wanda, sparsity=*), found none");
        if (open.Count > MostHoles) throw Error(open[MostHoles], $"expected * for at most {MostHoles} strengths, found one more");
        if (open.Count == MostHoles && open[0].Step == open[1].Step) throw Error(open[1], "expected one * in a step, found another");
        return new(steps, open);
    }

    /// <summary>The recipe with given strengths.</summary>
    /// <param name="values">One for each hole, in order: a sparsity, a number of bits.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="HemorrhageException">A value is out of the parameter's range.</exception>
    public Recipe With(params double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != Holes.Count) throw new ArgumentException($"The template has {Holes.Count} holes; found {values.Length} values.", nameof(values));
        return Fill([.. values.Zip(Holes, (value, hole) => hole.Parameter.Text(value)
            ?? throw new HemorrhageException(FormattableString.Invariant($"{hole.Method.Title}: {hole.Parameter.Name} has no word for {hole.Coordinate}={value}")))])!;
    }

    /// <summary>The recipe with the first value of each grid.</summary>
    /// <param name="grids">One for each hole, in order.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="HemorrhageException">A grid does not suit its hole, or a value is out of the parameter's range.</exception>
    public Recipe First(IEnumerable<Grid> grids) => Fill([.. grids.Zip(Holes, (grid, hole) => hole.Texts(grid).Values.First())])!;

    /// <summary>The recipe with given strengths; where one is null its step is left out, and null where no step is left.</summary>
    internal Recipe? Fill(IReadOnlyList<string?> values)
    {
        var steps = new List<Modification>();
        for (int s = 0; s < _steps.Length; s++)
        {
            var step = _steps[s];
            if (HoleOf(s) is { } h)
            {
                if (values[h] is not { } value) continue;
                step = step.Method.With(step, Holes[h].Parameter.Name, value);
            }
            steps.Add(step);
        }
        return steps.Count == 0 ? null : new(steps);
    }

    /// <summary>The canonical text.</summary>
    /// <returns>A text that <see cref="Parse"/> reads back as an equal template.</returns>
    public override string ToString() => string.Join(" + ", _steps.Select(Text));

    // A strength is always written, and at its default here.
    private string Text(Modification step, int index) => HoleOf(index) is { } h
        ? step.ToString().Replace($"{Holes[h].Parameter.Name}={Holes[h].Parameter.Default}", $"{Holes[h].Parameter.Name}=*", StringComparison.Ordinal)
        : step.ToString();

    private int? HoleOf(int step)
    {
        for (int h = 0; h < Holes.Count; h++)
            if (Holes[h].Step == step) return h;
        return null;
    }

    private static HemorrhageException Error(OpenParameter open, string message) => new($"recipe, position {open.Position + 1}: {message}");
}
