using MLNetHemorrhage.DefaultModel.Documents;
using MLNetHemorrhage.DefaultModel.Writing;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.DefaultModel;

/// <summary>
/// The language of the default model: short English-like documents about an invented world. Some of it must be known
/// (towns, animals, trades, sums), some remembered (who owns what, who went where), and later sentences ask for both.
/// The same split and index always give the same document.
/// </summary>
public static class SyntheticText
{
    /// <summary>Seeds of the splits lie this far apart, so that they never meet.</summary>
    private const ulong SeedsPerSplit = 1UL << 40;

    private static readonly (int Share, Action<Writer> Write)[] Kinds =
    [
        (50, Story.Write),
        (12, Journey.Write),
        (14, Lesson.Write),
        (8, Counting.Write),
        (8, Diary.Write),
        (8, Comparison.Write),
    ];

    private static readonly int TotalShare = Kinds.Sum(kind => kind.Share);

    /// <summary>The first documents of a split, made one at a time as they are asked for.</summary>
    /// <param name="split">Which of the three disjoint streams.</param>
    /// <param name="count">Number of documents.</param>
    /// <returns>Documents of roughly 300 to 900 characters of ASCII, without a line end after the last line.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The split is none, or the count is negative.</exception>
    public static IEnumerable<string> Documents(Split split, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _ = Seed(split, 0);
        return Enumerable.Range(0, count).Select(index => Document(split, index));
    }

    /// <summary>One document of a split.</summary>
    /// <param name="split">Which of the three disjoint streams.</param>
    /// <param name="index">Number of the document, from 0.</param>
    /// <returns>The document.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The split is none, or the index is negative.</exception>
    public static string Document(Split split, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var writer = new Writer(new RandomSource(Seed(split, index)));
        var draw = writer.Number(TotalShare);
        foreach (var (share, write) in Kinds)
        {
            draw -= share;
            if (draw >= 0) continue;
            write(writer);
            break;
        }

        return writer.ToString();
    }

    private static ulong Seed(Split split, int index) => split switch
    {
        Split.Training => (ulong)index,
        Split.Calibration => SeedsPerSplit + (ulong)index,
        Split.Evaluation => (2 * SeedsPerSplit) + (ulong)index,
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, "No such split."),
    };
}
