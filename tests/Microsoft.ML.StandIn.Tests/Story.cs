namespace Microsoft.ML.StandIn.Tests;

/// <summary>A row of the tests' tables.</summary>
public sealed class Story
{
    public string? Text { get; set; }

    public float Length { get; set; }

    [VectorType(2)]
    public float[] Features { get; set; } = [0, 0];

    /// <summary>Rows "a", "bb", … of length 1, 2, ….</summary>
    public static IEnumerable<Story> Some(int count) =>
        Enumerable.Range(0, count).Select(i => new Story { Text = new string((char)('a' + i), i + 1), Length = i + 1, Features = [i, -i] });

    public static IDataView Table(MLContext context, int count = 5) => context.Data.LoadFromEnumerable(Some(count).ToList());
}
