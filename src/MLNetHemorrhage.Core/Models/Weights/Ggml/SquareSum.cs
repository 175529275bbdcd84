namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>The sum of squares in ggml's order and precision.</summary>
internal static class SquareSum
{
    public static float Of(ReadOnlySpan<float> values)
    {
        float sum = 0;
        foreach (float x in values) sum += x * x;
        return sum;
    }
}
