using System.Globalization;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>
/// N:M sparsity: of every M consecutive inputs of a row N are kept; text "2:4". A last group of only L inputs keeps L·N/M of them, rounded
/// up. (Mishra et al. 2021, "Accelerating Sparse Deep Neural Networks", for 2:4.)
/// </summary>
public sealed record KeepPattern
{
    /// <summary>Longest group.</summary>
    public const int MaxGroup = 16;

    internal static readonly string Range = string.Create(CultureInfo.InvariantCulture, $"N:M with 0 < N < M <= {MaxGroup}, as in 2:4");

    /// <summary>Creates a pattern.</summary>
    /// <param name="kept">N: weights kept of each group.</param>
    /// <param name="group">M: consecutive inputs that make a group.</param>
    /// <exception cref="HemorrhageException">Not 0 &lt; N &lt; M &lt;= 16.</exception>
    public KeepPattern(int kept, int group)
    {
        if (kept < 1 || kept >= group || group > MaxGroup)
            throw new HemorrhageException(string.Create(CultureInfo.InvariantCulture, $"pattern must be {Range}, found {kept}:{group}"));
        (Kept, Group) = (kept, group);
    }

    /// <summary>N: weights kept of each group.</summary>
    public int Kept { get; }

    /// <summary>M: consecutive inputs that make a group.</summary>
    public int Group { get; }

    /// <summary>Removed share of whole groups: 1 - N/M.</summary>
    public double Sparsity => (double)(Group - Kept) / Group;

    /// <summary>Weights removed from a group of so many inputs.</summary>
    internal int RemovedOf(int length) => length * (Group - Kept) / Group;

    /// <summary>Weights removed from a row of so many inputs.</summary>
    internal int RemovedOfRow(int columns) => columns / Group * (Group - Kept) + RemovedOf(columns % Group);

    /// <summary>The text of a recipe, or null where it is not of the form N:M or out of range.</summary>
    internal static KeepPattern? Find(string text)
    {
        string[] parts = text.Split(':');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int kept)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int group)
            && kept > 0 && kept < group && group <= MaxGroup ? new(kept, group) : null;
    }

    /// <summary>The form of recipes: "2:4".</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kept}:{Group}");
}
