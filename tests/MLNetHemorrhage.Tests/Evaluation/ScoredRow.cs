namespace MLNetHemorrhage.Tests.Evaluation;

/// <summary>A row that a model has scored, named in every way a key may have.</summary>
internal sealed class ScoredRow
{
    public string? Id { get; set; }

    public int Number { get; set; }

    [KeyType(1000)]
    public uint Key { get; set; }

    public long Long { get; set; }

    public VBuffer<float> Score { get; set; }

    public float Positive { get; set; }

    public float Label { get; set; }

    public static ScoredRow Of(int number, params float[] scores) => Of(number, new VBuffer<float>(scores.Length, scores));

    public static ScoredRow Of(int number, VBuffer<float> scores) => new()
    {
        Id = $"r{number}", Number = number, Key = (uint)number, Long = -(1L << 40) * number,
        Score = scores, Positive = scores.Length > 1 ? scores.GetItemOrDefault(1) : 0,
    };

    /// <summary>Rows of probabilities of five classes.</summary>
    public static ScoredRow[] Random(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => Of(i, Normalized([.. Enumerable.Range(0, 5).Select(_ => random.NextDouble())])))];
    }

    private static float[] Normalized(double[] values) => [.. values.Select(v => (float)(v / values.Sum()))];
}
