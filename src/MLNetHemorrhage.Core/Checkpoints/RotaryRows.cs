namespace MLNetHemorrhage.Checkpoints;

/// <summary>The rows of query and key projections in the two orders of rotary pairs; the order changes nothing else.</summary>
internal static class RotaryRows
{
    /// <summary>Where a row of the order in halves lies in the order in pairs: row i of the first half at 2 i, of the second at 2 i + 1.</summary>
    public static int InPairs(int row, int headSize)
    {
        int head = row / headSize * headSize, element = row % headSize, half = headSize / 2;
        return head + element % half * 2 + element / half;
    }

    /// <summary>Where a row of the order in pairs lies in the order in halves.</summary>
    public static int InHalves(int row, int headSize)
    {
        int head = row / headSize * headSize, element = row % headSize, half = headSize / 2;
        return head + element % 2 * half + element / 2;
    }
}
