using System.CommandLine;
using System.CommandLine.Parsing;

namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>Options that name a file or a directory.</summary>
internal static class PathOption
{
    /// <summary>An optional path; null where it was not given.</summary>
    public static Option<string?> Create(string name, string description, string helpName = "FILE") => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => Path(name, result, result.Tokens[^1]),
    };

    /// <summary>Any number of paths; none where it was not given.</summary>
    public static Option<string[]> Many(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => [.. result.Tokens.Select(token => Path(name, result, token))],
        DefaultValueFactory = _ => [],
    };

    private static string Path(string name, ArgumentResult result, Token token)
    {
        if (string.IsNullOrWhiteSpace(token.Value)) result.AddError($"{name}: expected a path, found '{token.Value}'");
        return token.Value;
    }
}
