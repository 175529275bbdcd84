namespace MLNetHemorrhage.Modifications.Quantization.Allocation;

/// <summary>What a layer loses and how many bytes it takes at each of the bits that it may get.</summary>
/// <param name="Losses">One for each choice, bits rising.</param>
/// <param name="Bytes">The same, not falling.</param>
internal sealed record BitChoice(double[] Losses, long[] Bytes);

/// <summary>Chooses bits for layers so that together they lose little within a number of bytes.</summary>
internal static class BitChoices
{
    /// <summary>
    /// The index of every layer's choice; null where even the least take more bytes. Starts from the least and takes, again and again, the
    /// step up that saves most for each of its bytes and still fits; of equal ones the first. The bytes are never exceeded.
    /// </summary>
    public static int[]? Within(long bytes, IReadOnlyList<BitChoice> layers)
    {
        var chosen = new int[layers.Count];
        long left = bytes - layers.Sum(l => l.Bytes[0]);
        if (left < 0) return null;
        while (BestStep(layers, chosen, left) is { } step)
        {
            left -= layers[step.Layer].Bytes[step.Choice] - layers[step.Layer].Bytes[chosen[step.Layer]];
            chosen[step.Layer] = step.Choice;
        }
        return chosen;
    }

    private static (int Layer, int Choice)? BestStep(IReadOnlyList<BitChoice> layers, int[] chosen, long left)
    {
        (int, int)? best = null;
        double most = 0;
        for (int l = 0; l < layers.Count; l++)
        {
            var (losses, bytes) = layers[l];
            for (int c = chosen[l] + 1; c < losses.Length; c++)
            {
                long cost = bytes[c] - bytes[chosen[l]];
                double saved = (losses[chosen[l]] - losses[c]) / Math.Max(1, cost);
                if (cost <= left && saved > most) (best, most) = ((l, c), saved);
            }
        }
        return best;
    }
}
