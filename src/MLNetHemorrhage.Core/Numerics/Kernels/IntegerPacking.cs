using System.Runtime.InteropServices;

namespace MLNetHemorrhage.Numerics;

/// <summary>Puts levels into the order of integer kernels: words of four neighbouring columns, those of all rows of a block side by side, then the sums of the groups.</summary>
internal static unsafe class IntegerPacking
{
    /// <summary>Packs a block of rows; those behind the last are zero.</summary>
    public static void Pack(IntegerLayout layout, TokenLevels a, int firstRow, int height, int* to)
    {
        new Span<int>(to, height * (layout.Words + layout.Groups)).Clear();
        for (int r = 0; r < Math.Min(height, a.Rows - firstRow); r++)
        {
            ReadOnlySpan<sbyte> levels = a.Row(firstRow + r);
            int word = 0, group = 0, sum = 0;
            for (int run = 0; run < layout.Runs.Length; run++)
            {
                var part = levels[..layout.Runs[run]];
                levels = levels[part.Length..];
                foreach (sbyte level in part) sum += level;
                var words = MemoryMarshal.Cast<sbyte, int>(part);
                for (int w = 0; w < words.Length; w++) to[(word + w) * height + r] = words[w];
                for (int j = words.Length * sizeof(int); j < part.Length; j++) ((sbyte*)(to + (word + words.Length) * height + r))[j % sizeof(int)] = part[j];
                word += layout.WordsOf(part.Length);
                if (!layout.EndsGroup[run]) continue;
                to[(layout.Words + group++) * height + r] = sum;
                sum = 0;
            }
        }
    }
}
