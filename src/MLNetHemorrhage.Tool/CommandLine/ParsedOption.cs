using System.CommandLine.Parsing;

namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>Options whose value the engine reads: its error becomes the command line's.</summary>
internal static class ParsedOption
{
    /// <summary>Reads one value.</summary>
    public static T? Read<T>(ArgumentResult result, string text, Func<string, T> read) where T : class
    {
        try
        {
            return read(text);
        }
        catch (HemorrhageException e)
        {
            result.AddError(e.Message);
            return null;
        }
    }
}
