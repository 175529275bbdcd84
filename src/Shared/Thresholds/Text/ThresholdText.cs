using System.Text;

namespace MLNetHemorrhage.Thresholds.Text;

/// <summary>The text form of threshold files, line by line.</summary>
internal static class ThresholdText
{
    public const string Header = "#hemorrhage-thresholds 1";

    public static List<TableRecord> Read(string text, string fileName, ICollection<ThresholdProblem> problems)
    {
        var records = new List<TableRecord>();
        var lines = text.TrimStart('\uFEFF').Split('\n');
        if (lines[0].TrimEnd() != Header)
            problems.Add(new(fileName, 1, 1, $"expected the first line \"{Header}\", found \"{Shorten(lines[0].TrimEnd())}\""));
        for (int i = 0; i < lines.Length; i++)
        {
            var line = new LineReader(lines[i]);
            if (line.Read() is { } fields && RecordReader.Read(fields, line.Problems) is { } record) records.Add(record);
            foreach (var problem in line.Problems) problems.Add(new(fileName, i + 1, problem.Column, problem.Message));
        }
        return records;
    }

    public static string Write(IEnumerable<TableRecord> records)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var record in records) text.Append(RecordWriter.Write(record)).Append('\n');
        return text.ToString();
    }

    /// <summary>A text with new records: each takes the line of the last one that is about the same, else a line at the end. Comments stay.</summary>
    public static string Update(string text, IEnumerable<TableRecord> records)
    {
        var lines = text.TrimEnd().Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        foreach (var record in records)
        {
            int index = lines.FindLastIndex(line => ReadLine(line)?.Key == record.Key);
            if (index < 0) lines.Add(RecordWriter.Write(record));
            else lines[index] = RecordWriter.Write(record);
        }
        return string.Join("\n", lines) + "\n";
    }

    internal static string Shorten(string found)
    {
        const int most = 40;
        return found.Length <= most ? found : $"{found.Substring(0, most)}…";
    }

    private static TableRecord? ReadLine(string text)
    {
        var line = new LineReader(text);
        return line.Read() is { } fields ? RecordReader.Read(fields, line.Problems) : null;
    }
}
