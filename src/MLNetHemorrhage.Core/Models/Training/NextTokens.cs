namespace MLNetHemorrhage.Models.Training;

/// <summary>What a decoder is trained to predict.</summary>
internal static class NextTokens
{
    /// <summary>The id that follows each token of a batch; -1 behind the last of a sequence.</summary>
    public static int[] Of(TokenBatch batch)
    {
        int[] targets = [.. batch.Ids.Skip(1), -1];
        foreach (int start in batch.Starts.AsSpan(1)) targets[start - 1] = -1;
        return targets;
    }
}
