using System.Globalization;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Modifications;

/// <summary>One row of the table of methods: what a recipe may say and what it means.</summary>
public abstract class ModificationMethod
{
    private protected ModificationMethod(ModificationKind kind, string name, string summary, bool needsCalibration)
    {
        Kind = kind;
        Name = name;
        Summary = summary;
        NeedsCalibration = needsCalibration;
    }

    /// <summary>The verb.</summary>
    public ModificationKind Kind { get; }

    /// <summary>The method's name in recipes.</summary>
    public string Name { get; }

    /// <summary>What it does, in one line.</summary>
    public string Summary { get; }

    /// <summary>Who published it, as in "Sun et al. 2023".</summary>
    /// <value>Null where the method is this library's own or common knowledge.</value>
    public string? Source { get; internal init; }

    /// <summary>Whether it needs calibration text.</summary>
    public bool NeedsCalibration { get; }

    /// <summary>Its parameters, in the order of the canonical text.</summary>
    public abstract IReadOnlyList<ModificationParameter> Parameters { get; }

    /// <summary>Verb and name, as in "prune(wanda)".</summary>
    public string Title => $"{Kind.Verb()}({Name})";

    /// <summary>Makes a step of this method.</summary>
    /// <param name="parameters">
    /// Values by the names of <see cref="Parameters"/>: numbers, truth values, members of enumerations, or texts as recipes have them. What is left out has
    /// its default.
    /// </param>
    /// <returns>The step.</returns>
    /// <exception cref="HemorrhageException">The method has no such parameter, or a value is not allowed.</exception>
    public Modification Create(IEnumerable<KeyValuePair<string, object>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var given = parameters.ToList();
        var made = given.Aggregate(Default, (step, p) => With(step, p.Key, RecipeWords.Text(p.Value)));
        made.CheckGiven(given.Select(p => p.Key).ToHashSet());
        return made;
    }

    /// <summary>The step with every parameter at its default.</summary>
    internal abstract Modification Default { get; }

    /// <summary>The step with one parameter changed.</summary>
    internal abstract Modification With(Modification step, string parameter, string value);

    /// <summary>The same; null where the value is not allowed, as other bits than four are in a codebook of that many.</summary>
    internal Modification? Find(Modification step, string parameter, string value)
    {
        try
        {
            return With(step, parameter, value);
        }
        catch (HemorrhageException)
        {
            return null;
        }
    }

    /// <summary>The canonical text of a step of this method.</summary>
    internal abstract string Write(Modification step);

    /// <summary>What threshold tables and rules need to know of a step of this method.</summary>
    internal abstract StepFacts Facts(Modification step);
}

/// <summary>The row of one method; its parameters are declared once, for reading and for writing.</summary>
internal sealed class ModificationMethod<T> : ModificationMethod where T : Modification, new()
{
    private readonly T _default = new();
    private readonly Parameter<T>[] _parameters;

    public ModificationMethod(ModificationKind kind, string name, string summary, bool needsCalibration, Parameter<T>[] parameters, bool takesTargets = true)
        : base(kind, name, summary, needsCalibration)
    {
        _parameters = takesTargets ? [.. parameters, Parameter.Word<T, ModificationTargets>("targets", s => s.Targets, (s, v) => s with { Targets = v })] : parameters;
        Parameters = [.. _parameters.Select(p => p.Describe(_default))];
    }

    public override IReadOnlyList<ModificationParameter> Parameters { get; }

    /// <summary>The strength of a step whose strength is no parameter of its own; null where one parameter is.</summary>
    public Func<T, (string Coordinate, double Value)>? Strength { get; init; }

    internal override Modification Default => _default;

    internal override Modification With(Modification step, string parameter, string value)
    {
        var known = Array.Find(_parameters, p => p.Name == parameter)
            ?? throw new HemorrhageException($"{Title}: unknown parameter \"{parameter}\"; known: {string.Join(", ", _parameters.Select(p => p.Name))}");
        return known.Read((T)step, value)
            ?? throw new HemorrhageException($"{Title}: {parameter} must be {known.Expected}, found {value}");
    }

    internal override string Write(Modification step)
    {
        var shown = _parameters.Where(p => p.IsStrength ? step.OtherStrength is null : p.Write((T)step) != p.Write(_default));
        return $"{Kind.Verb()}({string.Join(", ", [Name, .. shown.Select(p => $"{p.Name}={p.Write((T)step)}")])})";
    }

    internal override StepFacts Facts(Modification step)
    {
        if (Strength?.Invoke((T)step) is var (coordinate, value)) return new(Kind.Verb(), Name, coordinate, value) { Parameters = Numbers((T)step) };
        var strength = Array.Find(_parameters, p => p.IsStrength);
        return new(Kind.Verb(), Name, strength?.Name, strength is null ? null : step.OtherStrength ?? double.Parse(strength.Write((T)step), CultureInfo.InvariantCulture))
        {
            Parameters = Numbers((T)step),
            PatternGroup = (step as PruningStep)?.Pattern?.Group,
        };
    }

    private Dictionary<string, double> Numbers(T step)
    {
        var numbers = new Dictionary<string, double>();
        foreach (var parameter in _parameters.Where(p => !p.IsStrength))
            if (double.TryParse(parameter.Write(step), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) numbers.Add(parameter.Name, number);
        return numbers;
    }
}
