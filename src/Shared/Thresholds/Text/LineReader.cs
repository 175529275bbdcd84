using System.Text;

namespace MLNetHemorrhage.Thresholds.Text;

/// <summary>A problem of one line.</summary>
internal readonly record struct LineProblem(int Column, string Message);

/// <summary>A key with its value, and where both are.</summary>
internal sealed record Field(string Key, int KeyColumn, string Value, int ValueColumn);

/// <summary>The words of a line: its kind, and its fields by key.</summary>
internal sealed record LineFields(string Kind, int KindColumn, IReadOnlyList<Field> Fields);

/// <summary>Cuts a line into <c>kind key=value key="a value" # comment</c>; inside quotes <c>""</c> is a quote.</summary>
internal sealed class LineReader(string line)
{
    private int _position;

    public List<LineProblem> Problems { get; } = [];

    /// <summary>The words; null where the line is empty, a comment or malformed.</summary>
    public LineFields? Read()
    {
        if (!SkipSpace()) return null;
        int kindColumn = _position + 1;
        string kind = ReadWord();
        var fields = new List<Field>();
        while (SkipSpace())
        {
            if (ReadField() is not { } field) return null;
            if (fields.Exists(f => f.Key == field.Key)) return Fail(field.KeyColumn, $"{field.Key} is given twice");
            fields.Add(field);
        }
        return new(kind, kindColumn, fields);
    }

    private Field? ReadField()
    {
        int keyColumn = _position + 1;
        string key = ReadWord();
        if (key.Length == 0 || _position == line.Length || line[_position] != '=')
        {
            Fail(keyColumn, $"expected key=value, found \"{ThresholdText.Shorten(key.Length == 0 ? line.Substring(_position).TrimEnd() : key)}\"");
            return null;
        }
        int valueColumn = ++_position + 1;
        if (_position < line.Length && line[_position] == '"') return ReadQuoted() is { } quoted ? new(key, keyColumn, quoted, valueColumn) : null;
        string value = ReadWhile(c => !char.IsWhiteSpace(c) && c != '"');
        if (value.Length > 0 && !(_position < line.Length && line[_position] == '"')) return new(key, keyColumn, value, valueColumn);
        Fail(_position + 1, value.Length == 0 ? $"{key}: expected a value, found none" : $"{key}: expected the whole value in quotes, found a quote inside it");
        return null;
    }

    private string? ReadQuoted()
    {
        int start = _position++;
        var value = new StringBuilder();
        for (; _position < line.Length; _position++)
        {
            if (line[_position] != '"') value.Append(line[_position]);
            else if (_position + 1 < line.Length && line[_position + 1] == '"') value.Append(line[_position++]);
            else
            {
                _position++;
                if (_position == line.Length || char.IsWhiteSpace(line[_position])) return value.ToString();
                Fail(_position + 1, $"expected a space after the closing quote, found \"{line[_position]}\"");
                return null;
            }
        }
        Fail(start + 1, "expected a closing quote, found the end of the line");
        return null;
    }

    // The word up to white space or "=".
    private string ReadWord() => ReadWhile(c => !char.IsWhiteSpace(c) && c != '=');

    private string ReadWhile(Predicate<char> belongs)
    {
        int start = _position;
        while (_position < line.Length && belongs(line[_position])) _position++;
        return line.Substring(start, _position - start);
    }

    // False at the end of the line and at a comment.
    private bool SkipSpace()
    {
        while (_position < line.Length && char.IsWhiteSpace(line[_position])) _position++;
        return _position < line.Length && line[_position] != '#';
    }

    private LineFields? Fail(int column, string message)
    {
        Problems.Add(new(column, message));
        return null;
    }
}
