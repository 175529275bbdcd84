using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>The last few elements of a row, so that the tail goes through the same arithmetic as the rest.</summary>
internal static unsafe class PartialVector
{
    /// <summary>The first <paramref name="count"/> lanes from memory, zeros after them.</summary>
    public static Vector512<float> Load(float* source, int count)
    {
        var lanes = Vector512<float>.Zero;
        new ReadOnlySpan<float>(source, count).CopyTo(new Span<float>(&lanes, Vector512<float>.Count));
        return lanes;
    }

    /// <summary>The first <paramref name="count"/> lanes to memory.</summary>
    public static void Store(Vector512<float> lanes, float* destination, int count) =>
        new ReadOnlySpan<float>(&lanes, count).CopyTo(new Span<float>(destination, count));
}
