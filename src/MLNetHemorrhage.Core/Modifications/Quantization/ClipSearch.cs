using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>Finds how far a grid should reach so that the weights themselves move least (<see cref="GridClip.Mse"/>).</summary>
internal static class ClipSearch
{
    private const int Candidates = 80, Steps = 100;

    private const float Power = 2.4f;

    /// <summary>The best grid from p · smallest to p · largest, p = 1 - i / 100; of equal ones the widest.</summary>
    public static UniformGrid Best(GridRule rule, ReadOnlySpan<float> weights, float smallest, float largest)
    {
        var widest = rule.Spanning(smallest, largest);
        var best = widest;
        float least = float.PositiveInfinity;
        for (int i = 0; i < Candidates; i++)
        {
            float p = (float)(1 - (double)i / Steps);
            var grid = rule.Spanning(p * smallest, p * largest);
            float error = Error(grid, weights, grid.Scale / widest.Scale);
            if (error < least) (best, least) = (grid, error);
        }
        return best;
    }

    // Σ|w - w'|^2.4 in units of the widest scale, which keeps powers of very small or large weights finite.
    private static float Error(UniformGrid grid, ReadOnlySpan<float> weights, float relativeScale)
    {
        var sum = Vector512<float>.Zero;
        var scale = Vector512.Create(grid.Scale);
        Vector512<float> zero = Vector512.Create((float)grid.ZeroLevel), last = Vector512.Create((float)grid.LastLevel);
        for (int i = 0; i < weights.Length; i += Vector512<float>.Count)
        {
            var w = VectorMath.LoadPadded(weights[i..], 0) / scale;
            var level = Vector512.Min(Vector512.Max(Vector512.Round(w) + zero, Vector512<float>.Zero), last);
            sum += VectorMath.Pow(Vector512.Abs(w - (level - zero)), Power);
        }
        return VectorMath.Sum(sum) * VectorMath.Pow(Vector512.Create(relativeScale), Power)[0];
    }
}
