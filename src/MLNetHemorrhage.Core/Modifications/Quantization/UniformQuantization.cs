using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>What the methods that put weights on uniform grids have in common. Weights that are zero stay zero.</summary>
public abstract record UniformQuantization : LayerModification
{
    internal const string BitsName = "bits", BitsRange = "between 2 and 8", GroupRange = "0 (the whole row) or more";

    internal const int DefaultBits = 4;

    private protected UniformQuantization() { }

    /// <summary>Bits of a level.</summary>
    /// <value>2 to 8; the default is 4.</value>
    public int Bits { get; init => field = this.CheckRange(value, 2, 8, BitsRange); } = DefaultBits;

    /// <summary>Consecutive inputs of a row that share a grid; the last group of a row may be short.</summary>
    /// <value>0 means the whole row, and so does anything longer than it; the default is 0.</value>
    public int Group { get; init => field = this.CheckRange(value, 0, int.MaxValue, GroupRange); }

    /// <summary>
    /// Whether zero is the middle of the grid: scale = max|w| / (2^(bits-1) - 1), levels -2^(bits-1) to 2^(bits-1) - 1. Otherwise the grid
    /// spans from the smallest to the largest weight and zero: scale = (max - min) / (2^bits - 1), zero level = round(-min / scale), which
    /// is held for every group beside its scale.
    /// </summary>
    /// <value>The default is true.</value>
    public bool Symmetric { get; init; } = true;

    /// <summary>How the scales of the grids are held.</summary>
    /// <value>The default is <see cref="ScaleFormat.F32"/>.</value>
    public ScaleFormat Scales { get; init; }

    /// <summary>
    /// Bits that the inputs of the layers are rounded to while the model runs, token by token (<see cref="InputRounding"/>); goes with
    /// <see cref="ModificationTargets.Blocks"/> only.
    /// </summary>
    /// <value>2 to 8; the default is null: inputs stay as they are, or rounded as an earlier step has them.</value>
    public int? Activations
    {
        get;
        init => field = value is null ? null : this.CheckRange(value.Value, InputRounding.LeastBits, InputRounding.MostBits, BitsRange);
    }

    internal override void Check() => CheckActivations(this, Activations);

    internal override BlockInputs InputsAfter(BlockInputs before) => Activations is { } bits ? BlockInputs.All(new(bits)) : before;

    /// <summary>Refuses rounded inputs of what is no layer of a block.</summary>
    internal static void CheckActivations(Modification step, int? activations)
    {
        if (activations is not null && step.Targets != ModificationTargets.Blocks)
            throw new HemorrhageException($"{step.Method.Title}: targets must be blocks beside activations: the inputs of the head are not rounded, found {RecipeWords.Of(step.Targets)}");
    }

    internal override StorageForecast Forecast(StorageForecast before) => before.Quantize(Shape(before.Columns), Symmetric, Scales.Type());

    /// <summary>How the rows of a matrix are cut.</summary>
    internal virtual GridShape Shape(int columns) => new(columns, Bits, Group);

    /// <summary>The parameters of a method: those of its own between the shared ones.</summary>
    private protected static Parameter<T>[] Parameters<T>(params Parameter<T>[] own) where T : UniformQuantization =>
    [
        Parameter.Integer<T>(BitsName, BitsRange, true, s => s.Bits, (s, v) => (T)((UniformQuantization)s with { Bits = v })),
        Parameter.Integer<T>("group", GroupRange, false, s => s.Group, (s, v) => (T)((UniformQuantization)s with { Group = v })),
        Parameter.Boolean<T>("symmetric", s => s.Symmetric, (s, v) => (T)((UniformQuantization)s with { Symmetric = v })),
        .. own,
        Parameter.OptionalInteger<T>("activations", BitsRange, s => s.Activations, (s, v) => (T)((UniformQuantization)s with { Activations = v })),
        Parameter.Word<T, ScaleFormat>("scales", s => s.Scales, (s, v) => (T)((UniformQuantization)s with { Scales = v })),
    ];
}
