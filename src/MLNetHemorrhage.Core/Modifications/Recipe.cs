using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Rules;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Modifications;

/// <summary>
/// Modifications in the order in which they are applied, with one text form:
/// <c>prune(wanda, sparsity=0.5) + quantize(rtn, bits=4, group=32)</c>. Immutable, compared by value.
/// </summary>
public sealed class Recipe : IEquatable<Recipe>
{
    /// <summary>Creates a recipe.</summary>
    /// <param name="steps">At least one step.</param>
    /// <exception cref="HemorrhageException">A step has parameters that do not go together.</exception>
    public Recipe(params IEnumerable<Modification> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        Steps = [.. steps];
        if (Steps.Count == 0) throw new ArgumentException("A recipe has at least one step.", nameof(steps));
        if (Steps.Contains(null!)) throw new ArgumentException("A step is null.", nameof(steps));
        foreach (var step in Steps) step.Check();
    }

    /// <summary>The steps, first to last.</summary>
    public IReadOnlyList<Modification> Steps { get; }

    /// <summary>Whether some step needs calibration text.</summary>
    public bool NeedsCalibration => Steps.Any(s => s.NeedsCalibration);

    /// <summary>Reads a recipe: steps <c>verb(method, name=value, …)</c> joined by <c>+</c>; parameters left out have their defaults.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="HemorrhageException">The text is not a recipe; the message gives the position (from 1), what was found and what exists.</exception>
    public static Recipe Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(new RecipeParser(text).Parse());
    }

    /// <summary>Holds the steps against what is known: steps past their threshold, alone or together, and steps in a harmful order.</summary>
    /// <param name="table">What is known; <see cref="ThresholdTable.Default"/> is what is published.</param>
    /// <param name="modelName">Name or path of the model, for the records that hold for it alone; "*" where it is not known.</param>
    /// <param name="protocol">The protocol that matters; records measured under another one are then a finding. Null where none was declared.</param>
    /// <returns>What was found, step by step; empty where nothing was.</returns>
    public IReadOnlyList<Finding> Validate(ThresholdTable table, string modelName = TableRecord.AnyModel, Protocol? protocol = null) =>
        Validate(table, new ThresholdContext(modelName, Protocol: protocol?.ToString()));

    /// <summary>Holds the steps against what is known.</summary>
    /// <param name="table">What is known.</param>
    /// <param name="context">The model and the protocol.</param>
    /// <returns>What was found, step by step; empty where nothing was.</returns>
    public IReadOnlyList<Finding> Validate(ThresholdTable table, ThresholdContext context)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(context);
        return RecipeRules.Check(Facts, table, context);
    }

    /// <summary>What threshold tables and rules need to know of the steps.</summary>
    internal IReadOnlyList<StepFacts> Facts => [.. Steps.Select(s => s.Method.Facts(s))];

    /// <summary>The canonical text.</summary>
    /// <returns>A text that <see cref="Parse"/> reads back as an equal recipe.</returns>
    public override string ToString() => string.Join(" + ", Steps);

    /// <inheritdoc/>
    public bool Equals(Recipe? other) => other is not null && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Recipe);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var step in Steps) hash.Add(step);
        return hash.ToHashCode();
    }
}
