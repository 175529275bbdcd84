using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Models.Weights.Ggml.Fits;

/// <summary>
/// Sixteen candidates of a fit side by side. Every lane does what ggml does one candidate after the other, in the same order and
/// without fused operations, so that the sums are the same to the bit.
/// </summary>
internal static class Lanes
{
    public static int Count => Vector512<float>.Count;

    /// <summary>first, first + 1, ….</summary>
    public static Vector512<float> From(int first) => Vector512.Create((float)first) + Vector512.ConvertToSingle(Vector512<int>.Indices);

    /// <summary>What <see cref="Nearest.Level"/> is for every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Level(Vector512<float> values, Vector512<float> least, Vector512<float> most) => Vector512.ConditionalSelect(
        Vector512.GreaterThanOrEqual(values, most), most,
        Vector512.ConditionalSelect(Vector512.GreaterThan(values, least), Vector512.Round(values), least));
}
