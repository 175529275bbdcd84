using System.Globalization;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Robustness;

/// <summary>
/// Degradation curves as comma-separated values: columns <c>method</c>, a coordinate (<c>sparsity</c>, <c>ratio</c>, <c>keep</c> or <c>bits</c>) and
/// <c>ppl</c>, optionally <c>kind</c> (a <c>star</c> is no data), <c>protocol</c> and <c>standardError</c> (of ln perplexity). A row of an untouched model gives its method's base.
/// </summary>
public static class CurveFile
{
    /// <summary>Reads the curves of a file, in the order of their first rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="coordinate">The coordinate; null for the one column that is named as one.</param>
    /// <param name="basePerplexity">Perplexity of the untouched model; null where the rows give it or it is unknown.</param>
    /// <returns>A curve for each method.</returns>
    /// <exception cref="HemorrhageException">The file cannot be read; the message names line and column.</exception>
    public static IReadOnlyList<DegradationCurve> Read(string path, string? coordinate = null, double? basePerplexity = null)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HemorrhageException($"{path}: expected a file of points, found none that can be read ({e.Message})", e);
        }
        if (lines.Length == 0) throw new HemorrhageException($"{path}: expected a line of column names, found an empty file");
        var columns = new CurveColumns(path, lines[0], coordinate);
        var rows = new List<CurveRow>();
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].Trim().Length > 0 && columns.Row(lines[i], i + 1) is { } row) rows.Add(row);
        }
        return [.. rows.GroupBy(row => row.Method).Select(group => Curve(group.Key, columns.Coordinate, [.. group], basePerplexity))];
    }

    private static DegradationCurve Curve(string method, string coordinate, CurveRow[] rows, double? basePerplexity)
    {
        double? lnBase = basePerplexity is { } given ? Math.Log(given) : null;
        if (rows.FirstOrDefault(row => row.Point.Strength == 0) is { } untouched) lnBase ??= untouched.Point.LnPerplexity;
        return new(method, coordinate, rows.Where(row => row.Point.Strength > 0).Select(row => row.Point), lnBase,
            [.. rows.Select(row => row.Protocol).Where(protocol => protocol.Length > 0).Distinct()]);
    }
}

/// <summary>One row of a file of curves.</summary>
internal sealed record CurveRow(string Method, DegradationPoint Point, string Protocol);

/// <summary>Where the columns of a file of curves are.</summary>
internal sealed class CurveColumns
{
    private readonly string _path;
    private readonly string[] _names;
    private readonly int _strength;

    public CurveColumns(string path, string header, string? coordinate)
    {
        _path = path;
        _names = [.. header.TrimStart('\uFEFF').Split(',').Select(name => name.Trim())];
        string[] found = [.. _names.Where(Strengths.IsKnown)];
        Coordinate = coordinate ?? (found.Length == 1 ? found[0]
            : throw new HemorrhageException($"{path}, line 1: expected one column named {string.Join(", ", Strengths.Coordinates)}, found {(found.Length == 0 ? "none" : string.Join(" and ", found))}"));
        // A file may call every strength a sparsity, whatever it is.
        _strength = Find(Coordinate) is var named and >= 0 ? named : found.Length == 1 ? Find(found[0]) : Require(Coordinate);
        Require("method");
        Require("ppl");
    }

    public string Coordinate { get; }

    /// <summary>Reads a row; null for one that is no data.</summary>
    public CurveRow? Row(string line, int number)
    {
        string[] cells = [.. line.Split(',').Select(cell => cell.Trim())];
        if (cells.Length != _names.Length) throw new HemorrhageException($"{_path}, line {number}: expected {_names.Length} columns, found {cells.Length}");
        string Text(string name) => Find(name) is var at and >= 0 ? cells[at] : "";
        string kind = Text("kind");
        if (kind is not ("" or "point" or "star")) throw new HemorrhageException($"{_path}, line {number}, column kind: expected point or star, found '{kind}'");
        if (kind == "star") return null;
        double value = Number(cells, number, _strength), strength = Strengths.Of(Coordinate, value);
        if (strength is < 0 or >= 1) throw Bad(number, _strength, "a strength from 0 to below 1", cells[_strength]);
        double perplexity = Number(cells, number, Find("ppl"));
        if (perplexity <= 0) throw Bad(number, Find("ppl"), "a perplexity above 0", cells[Find("ppl")]);
        double error = Text("standardError").Length == 0 ? double.NaN : Number(cells, number, Find("standardError"));
        if (error < 0) throw Bad(number, Find("standardError"), "an error of 0 or above", cells[Find("standardError")]);
        return new(Text("method"), new(strength, Math.Log(perplexity), error), Text("protocol"));
    }

    private double Number(string[] cells, int line, int column) =>
        double.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw Bad(line, column, "a finite number", cells[column]);

    private HemorrhageException Bad(int line, int column, string expected, string found) => new($"{_path}, line {line}, column {_names[column]}: expected {expected}, found '{found}'");

    private int Find(string name) => Array.FindIndex(_names, column => column.Equals(name, StringComparison.OrdinalIgnoreCase));

    private int Require(string name) => Find(name) is var at and >= 0 ? at : throw new HemorrhageException($"{_path}, line 1: expected a column named {name}, found {string.Join(", ", _names)}");
}
