using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>Counts zeros of either sign.</summary>
internal static class Zeros
{
    public static int Count(ReadOnlySpan<float> values)
    {
        ref float first = ref MemoryMarshal.GetReference(values);
        int count = 0, i = 0;
        for (; i <= values.Length - Vector512<float>.Count; i += Vector512<float>.Count)
            count += System.Numerics.BitOperations.PopCount(Vector512.Equals(Vector512.LoadUnsafe(ref first, (nuint)i), Vector512<float>.Zero).ExtractMostSignificantBits());
        for (; i < values.Length; i++)
        {
            if (values[i] == 0) count++;
        }
        return count;
    }
}
