using System.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>Finds the smallest of many keys in linear time by radix selection, 8 bits at a time, the highest first.</summary>
internal static class SmallestKeys
{
    private const int DigitBits = 8;

    /// <summary>Sets the values of the <paramref name="count"/> smallest keys to zero; of equal keys those that come first.</summary>
    public static void Zero<TKey>(ReadOnlySpan<TKey> keys, int count, Span<float> values) where TKey : unmanaged, IBinaryInteger<TKey>, IUnsignedNumber<TKey>
    {
        if (count == 0) return;
        var (threshold, equal) = Select(keys, count);
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i] < threshold || keys[i] == threshold && equal-- > 0) values[i] = 0;
        }
    }

    /// <summary>The key at place <paramref name="count"/> in rising order, and how many keys equal to it are among the smallest.</summary>
    private static unsafe (TKey Threshold, int Equal) Select<TKey>(ReadOnlySpan<TKey> keys, int count) where TKey : unmanaged, IBinaryInteger<TKey>, IUnsignedNumber<TKey>
    {
        Span<int> histogram = stackalloc int[1 << DigitBits];
        TKey prefix = TKey.Zero, known = TKey.Zero;
        var digitMask = TKey.CreateTruncating((1 << DigitBits) - 1);
        for (int shift = sizeof(TKey) * 8 - DigitBits; shift >= 0; shift -= DigitBits)
        {
            histogram.Clear();
            foreach (var key in keys)
                if ((key & known) == prefix) histogram[int.CreateTruncating((key >> shift) & digitMask)]++;
            int digit = 0;
            while (count > histogram[digit]) count -= histogram[digit++];
            prefix |= TKey.CreateTruncating(digit) << shift;
            known |= digitMask << shift;
        }
        return (prefix, count);
    }
}
