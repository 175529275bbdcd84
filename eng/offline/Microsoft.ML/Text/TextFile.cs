using Microsoft.ML.Data;

namespace Microsoft.ML.Text;

/// <summary>The records of a text file, one a line. Empty lines and lines that start with // are not records.</summary>
internal sealed class TextFile(string path, TextLoader.Options options)
{
    private const char Quote = '"';

    public IEnumerable<List<string>> Records()
    {
        var lines = File.ReadLines(path).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal));
        if (options.HasHeader)
            lines = lines.Skip(1);
        return Limited(lines).Select(line => Fields(options.TrimWhitespace ? line.TrimEnd() : line));
    }

    private IEnumerable<string> Limited(IEnumerable<string> lines) =>
        options.MaxRows is { } rows ? lines.Take((int)Math.Min(rows, int.MaxValue)) : lines;

    private List<string> Fields(string line)
    {
        var fields = new List<string>();
        for (var at = 0; at <= line.Length; at++)
        {
            if (!options.Separators.Contains(' '))
            {
                while (at < line.Length && line[at] == ' ')
                    at++;
            }
            var field = options.AllowQuoting && at < line.Length && line[at] == Quote ? Quoted(line, ref at) : Plain(line, ref at);
            fields.Add(field);
        }
        return fields;
    }

    private string Plain(string line, ref int at)
    {
        var end = line.AsSpan(at).IndexOfAny(options.Separators);
        var field = end < 0 ? line[at..] : line.Substring(at, end);
        at += field.Length;
        return field;
    }

    /// <summary>A field between quotes, in which two quotes stand for one.</summary>
    private string Quoted(string line, ref int at)
    {
        var field = new System.Text.StringBuilder();
        for (at++; at < line.Length; at++)
        {
            if (line[at] != Quote)
                field.Append(line[at]);
            else if (at + 1 < line.Length && line[at + 1] == Quote)
                field.Append(line[at++]);
            else
                break;
        }
        at++;
        Plain(line, ref at);
        return field.ToString();
    }
}
