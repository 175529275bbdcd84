namespace MLNetHemorrhage.Models;

/// <summary>What the inputs of a block's linear layers are rounded to while a model runs; null means they are read as they are. Immutable, compared by value.</summary>
/// <param name="QueryKeyValue">Of query, key and value, which read the same.</param>
/// <param name="Output">Of the output projection.</param>
/// <param name="GateUp">Of gate and up, which read the same.</param>
/// <param name="Down">Of the down projection.</param>
public sealed record BlockInputs(InputRounding? QueryKeyValue = null, InputRounding? Output = null, InputRounding? GateUp = null, InputRounding? Down = null)
{
    /// <summary>Nothing is rounded.</summary>
    public static BlockInputs None { get; } = new();

    /// <summary>What a layer's inputs are rounded to.</summary>
    /// <param name="role">The layer.</param>
    public InputRounding? this[LinearRole role] => this[LinearGroups.Of(role)];

    internal InputRounding? this[LinearGroup group] => group switch
    {
        LinearGroup.QueryKeyValue => QueryKeyValue,
        LinearGroup.Output => Output,
        LinearGroup.GateUp => GateUp,
        _ => Down,
    };

    /// <summary>The same for all layers.</summary>
    /// <param name="rounding">What their inputs are rounded to.</param>
    /// <returns>The inputs of a block.</returns>
    public static BlockInputs All(InputRounding? rounding) => new(rounding, rounding, rounding, rounding);
}
