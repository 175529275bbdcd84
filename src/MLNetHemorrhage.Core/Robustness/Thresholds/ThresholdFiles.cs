using System.Text;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Thresholds;
using MLNetHemorrhage.Thresholds.Text;

namespace MLNetHemorrhage.Robustness;

/// <summary>Threshold files on disk: <c>*.hemorrhage-thresholds.txt</c>.</summary>
public static class ThresholdFiles
{
    /// <summary>Reads one file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its table.</returns>
    /// <exception cref="HemorrhageException">The file cannot be read, or a line cannot be used; the message gives its place.</exception>
    public static ThresholdTable Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var problems = new List<ThresholdProblem>();
        var table = ThresholdTable.Parse(ReadText(path), path, problems);
        return problems switch
        {
            [] => table,
            [var only] => throw new HemorrhageException(only.ToString()),
            [var first, ..] => throw new HemorrhageException($"{first}; and {problems.Count - 1} more"),
        };
    }

    /// <summary>The published table with files on top, of which later ones take precedence.</summary>
    /// <param name="paths">The files; may be none.</param>
    /// <returns>The table.</returns>
    /// <exception cref="HemorrhageException">A file cannot be read, or a line cannot be used.</exception>
    public static ThresholdTable ReadOverDefault(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return paths.Aggregate(ThresholdTable.Default, (table, path) => table.Merge(Read(path)));
    }

    /// <summary>
    /// Writes records to a file, which appears complete or not at all. In a file that exists, records about the same are replaced where they
    /// stand, others go to the end, and everything else stays.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="records">The records.</param>
    /// <exception cref="HemorrhageException">The file exists and has a line that cannot be used, or it cannot be written.</exception>
    /// <exception cref="ArgumentException">A record is not one that a file may have.</exception>
    public static void Update(string path, IEnumerable<TableRecord> records)
    {
        ArgumentNullException.ThrowIfNull(path);
        var table = new ThresholdTable(records);
        string before = ThresholdText.Header;
        if (File.Exists(path))
        {
            Read(path);
            before = ReadText(path);
        }
        byte[] after = Encoding.UTF8.GetBytes(ThresholdText.Update(before, table.Records));
        FileReplacement.Write((path, stream => stream.Write(after)));
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HemorrhageException($"{path}: expected a readable threshold file, found: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
