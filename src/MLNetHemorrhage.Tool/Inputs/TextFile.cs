using System.Text;

namespace MLNetHemorrhage.Tool.Inputs;

/// <summary>Reads a text to score or to calibrate with.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a UTF-8 file, without a byte order mark.</summary>
    /// <param name="option">The option that named the file, for errors.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="HemorrhageException">The file is missing, empty or not UTF-8.</exception>
    public static string Read(string option, string path)
    {
        if (!File.Exists(path)) throw new HemorrhageException($"{option} {path}: expected a text file, found {(Directory.Exists(path) ? "a directory" : "nothing")}.");
        var bytes = File.ReadAllBytes(path).AsSpan();
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        if (bytes.IsEmpty) throw new HemorrhageException($"{option} {path}: expected text, found an empty file.");
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new HemorrhageException($"{option} {path}: expected UTF-8 text, found the byte 0x{e.BytesUnknown![0]:x2} at offset {e.Index}.", e);
        }
    }
}
