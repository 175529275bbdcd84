namespace MLNetHemorrhage.Models.Weights.Ggml.Fits;

/// <summary>The values at the ends of a group; of equal ones, zeros of either sign among them, the first.</summary>
internal static class Extreme
{
    /// <summary>Groups that stay below this are zero for ggml's fits.</summary>
    public const float Least = 1e-15f;

    /// <summary>The value farthest from zero.</summary>
    public static float Of(ReadOnlySpan<float> values)
    {
        float extreme = 0;
        foreach (float x in values)
            if (Math.Abs(x) > Math.Abs(extreme)) extreme = x;
        return extreme;
    }

    /// <summary>The smallest and the largest value.</summary>
    public static (float Smallest, float Largest) Range(ReadOnlySpan<float> values)
    {
        float smallest = values[0], largest = values[0];
        foreach (float x in values)
        {
            if (x < smallest) smallest = x;
            if (x > largest) largest = x;
        }
        return (smallest, largest);
    }
}
