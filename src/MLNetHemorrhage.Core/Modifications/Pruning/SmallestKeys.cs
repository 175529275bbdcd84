namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>Finds the smallest of many keys in linear time by radix selection, 8 bits at a time, the highest first.</summary>
internal static class SmallestKeys
{
    private const int DigitBits = 8, DigitMask = (1 << DigitBits) - 1, KeyBits = 64;

    /// <summary>Marks the <paramref name="count"/> smallest keys, of equal ones those that come first. Doubles that are not negative are ordered as their bits are.</summary>
    public static void Mark(ReadOnlySpan<ulong> keys, int count, Span<bool> marks)
    {
        marks.Clear();
        if (count == 0) return;
        var (threshold, equal) = Select(keys, count);
        MarkUpTo(keys, threshold, equal, marks);
    }

    /// <summary>Marks the keys below a threshold and the first <paramref name="equal"/> of those that equal it.</summary>
    public static void MarkUpTo(ReadOnlySpan<ulong> keys, ulong threshold, long equal, Span<bool> marks)
    {
        for (int i = 0; i < keys.Length; i++) marks[i] = keys[i] < threshold || keys[i] == threshold && equal-- > 0;
    }

    /// <summary>The key at place <paramref name="count"/> in rising order, and how many keys equal to it are among the smallest.</summary>
    private static (ulong Threshold, int Equal) Select(ReadOnlySpan<ulong> keys, int count)
    {
        Span<int> histogram = stackalloc int[1 << DigitBits];
        ulong prefix = 0, known = 0;
        for (int shift = KeyBits - DigitBits; shift >= 0; shift -= DigitBits)
        {
            histogram.Clear();
            foreach (ulong key in keys)
                if ((key & known) == prefix) histogram[(int)(key >> shift) & DigitMask]++;
            int digit = 0;
            while (count > histogram[digit]) count -= histogram[digit++];
            prefix |= (ulong)digit << shift;
            known |= (ulong)DigitMask << shift;
        }
        return (prefix, count);
    }
}
