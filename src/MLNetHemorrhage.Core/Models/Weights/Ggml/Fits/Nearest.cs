namespace MLNetHemorrhage.Models.Weights.Ggml.Fits;

/// <summary>Rounds to levels, ties to even.</summary>
internal static class Nearest
{
    /// <summary>The nearest integer of a range. What is not a number, as 0/0 in a group without values, goes to the lower end.</summary>
    public static int Level(float value, int least, int most) =>
        value >= most ? most : value > least ? (int)MathF.Round(value) : least;
}
