using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace MLNetHemorrhage.Evaluation;

/// <summary>Text for calibration and evaluation: reading files and cutting them into documents.</summary>
public static class TextSource
{
    /// <summary>What separates documents by default.</summary>
    public const string DefaultSeparator = "<|endoftext|>";

    /// <summary>Reads a UTF-8 file; a byte order mark is skipped.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its text.</returns>
    /// <exception cref="HemorrhageException">The file is missing, cannot be read, is empty or is not UTF-8.</exception>
    public static string Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes = ReadBytes(path);
        ReadOnlySpan<byte> text = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes;
        if (text.IsEmpty) throw new HemorrhageException($"{path}: expected text, found an empty file.");
        if (Utf8.IsValid(text)) return Encoding.UTF8.GetString(text);
        int position = FirstInvalid(text) + bytes.Length - text.Length;
        throw new HemorrhageException($"{path}: expected UTF-8 text, found the invalid byte 0x{bytes[position]:X2} at position {position}.");
    }

    /// <summary>Cuts a text into documents: split at the separator, trimmed, empty ones dropped.</summary>
    /// <param name="text">The text.</param>
    /// <param name="separator">What separates documents.</param>
    /// <returns>The documents, in order; cut lazily.</returns>
    /// <exception cref="HemorrhageException">The separator is empty.</exception>
    public static IEnumerable<string> Documents(string text, string separator = DefaultSeparator)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parts(text, separator).Select(p => p.Trim()).Where(d => d.Length > 0);
    }

    internal static IEnumerable<string> Parts(string text, string separator)
    {
        if (string.IsNullOrEmpty(separator)) throw new HemorrhageException("separator: expected at least one character, found none.");
        return Cut(text, separator);
    }

    private static IEnumerable<string> Cut(string text, string separator)
    {
        int start = 0;
        for (int end; (end = text.IndexOf(separator, start, StringComparison.Ordinal)) >= 0; start = end + separator.Length)
            yield return text[start..end];
        yield return text[start..];
    }

    private static byte[] ReadBytes(string path)
    {
        if (Directory.Exists(path)) throw new HemorrhageException($"{path}: expected a text file, found a folder.");
        if (!File.Exists(path)) throw new HemorrhageException($"{path}: expected a text file, found nothing there.");
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HemorrhageException($"{path}: expected a readable text file, found an error: {e.Message}", e);
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        int position = 0;
        while (Rune.DecodeFromUtf8(text[position..], out _, out int length) == OperationStatus.Done) position += length;
        return position;
    }
}
