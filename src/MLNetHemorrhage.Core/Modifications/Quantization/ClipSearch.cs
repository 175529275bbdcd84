using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>Finds how far a grid should reach so that the weights (<see cref="GridClip.Mse"/>) or the outputs (<see cref="GridClip.Activation"/>) move least.</summary>
internal static class ClipSearch
{
    private const int Candidates = 80, Steps = 100;

    private const float Power = 2.4f;

    /// <summary>The best grid from p · smallest to p · largest, p = 1 - i / 100; of equal ones the widest.</summary>
    /// <param name="rule">How a grid is made, and what it is measured by.</param>
    /// <param name="weights">One row after the other.</param>
    /// <param name="energies">Of the inputs of a row, none above 1, for <see cref="GridClip.Activation"/>; where none are given they are all the same.</param>
    /// <param name="smallest">The smallest weight, or 0.</param>
    /// <param name="largest">The largest weight, or 0.</param>
    public static UniformGrid Best(GridRule rule, ReadOnlySpan<float> weights, ReadOnlySpan<float> energies, float smallest, float largest)
    {
        var widest = rule.Spanning(smallest, largest);
        var best = widest;
        float least = float.PositiveInfinity;
        for (int i = 0; i < Candidates; i++)
        {
            float p = (float)(1 - (double)i / Steps);
            var grid = rule.Spanning(p * smallest, p * largest);
            // In units of the widest scale, which keeps powers of very small or large weights finite.
            float unit = grid.Scale / widest.Scale;
            float error = rule.Clip == GridClip.Mse
                ? PowerError(grid, weights) * VectorMath.Pow(Vector512.Create(unit), Power)[0]
                : SquaredError(grid, weights, energies) * (unit * unit);
            if (error < least) (best, least) = (grid, error);
        }
        return best;
    }

    // Σ|w - w'|^2.4 in units of the scale.
    private static float PowerError(UniformGrid grid, ReadOnlySpan<float> weights)
    {
        var sum = Vector512<float>.Zero;
        for (int i = 0; i < weights.Length; i += Vector512<float>.Count) sum += VectorMath.Pow(Vector512.Abs(Moved(grid, weights[i..])), Power);
        return VectorMath.Sum(sum);
    }

    // Σ energy · (w - w')² in units of the scale.
    private static float SquaredError(UniformGrid grid, ReadOnlySpan<float> weights, ReadOnlySpan<float> energies)
    {
        var sum = Vector512<float>.Zero;
        int columns = energies.IsEmpty ? weights.Length : energies.Length;
        for (int row = 0; row < weights.Length; row += columns)
        {
            for (int j = 0; j < columns; j += Vector512<float>.Count)
            {
                var moved = Moved(grid, weights[(row + j)..(row + columns)]);
                var energy = energies.IsEmpty ? Vector512<float>.One : VectorMath.LoadPadded(energies[j..], 0);
                sum = Vector512.FusedMultiplyAdd(energy * moved, moved, sum);
            }
        }
        return VectorMath.Sum(sum);
    }

    // (w - w') / scale of the first 16 weights, 0 where there are no more.
    private static Vector512<float> Moved(UniformGrid grid, ReadOnlySpan<float> weights)
    {
        Vector512<float> zero = Vector512.Create((float)grid.ZeroLevel), last = Vector512.Create((float)grid.LastLevel);
        var w = VectorMath.LoadPadded(weights, 0) / Vector512.Create(grid.Scale);
        var level = Vector512.Min(Vector512.Max(Vector512.Round(w) + zero, Vector512<float>.Zero), last);
        return w - (level - zero);
    }
}
