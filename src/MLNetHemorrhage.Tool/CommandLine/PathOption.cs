using System.CommandLine;

namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>Options that name a file or a directory.</summary>
internal static class PathOption
{
    /// <summary>An optional path; null where it was not given.</summary>
    public static Option<string?> Create(string name, string description, string helpName = "FILE") => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result =>
        {
            var path = result.Tokens[^1].Value;
            if (string.IsNullOrWhiteSpace(path)) result.AddError($"{name}: expected a path, found '{path}'");
            return path;
        },
    };
}
