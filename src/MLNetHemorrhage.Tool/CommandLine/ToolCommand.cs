using System.CommandLine;

namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>A command whose own help ends with examples; the list of commands shows the summary alone.</summary>
/// <param name="name">The command's name.</param>
/// <param name="summary">What it does.</param>
/// <param name="examples">Examples, and whatever else the help of this command should say.</param>
internal sealed class ToolCommand(string name, string summary, string examples) : Command(name, summary)
{
    /// <summary>The end of the command's help.</summary>
    public string Examples { get; } = examples;
}
