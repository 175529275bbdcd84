using System.Globalization;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>The one form of a loading error: file, tensor, expected, found, on one line whatever the file contains.</summary>
internal static class CheckpointError
{
    private const int LongestName = 120;

    public static HemorrhageException File(string file, string expected, string found) =>
        new($"{file}: expected {expected}, found {found}.");

    public static HemorrhageException Tensor(string file, string tensor, string expected, string found) =>
        new($"{file}: tensor {Quote(tensor)}: expected {expected}, found {found}.");

    /// <summary>A name or value from a file: quoted, cut, and without characters that could break the line.</summary>
    public static string Quote(string text, int longest = LongestName)
    {
        var shown = text.Length <= longest ? text : text[..longest] + "…";
        return "'" + string.Concat(shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? '?' : c)) + "'";
    }

    public static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Shape(IEnumerable<long> shape) => "[" + string.Join(", ", shape) + "]";
}
