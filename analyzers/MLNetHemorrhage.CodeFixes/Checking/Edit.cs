using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace MLNetHemorrhage.CodeFixes.Checking;

/// <summary>A change of text that may be offered.</summary>
/// <param name="Key">What "fix all" repeats.</param>
/// <param name="Title">What is offered.</param>
/// <param name="Changes">The change, in the order of the text.</param>
internal sealed record Edit(string Key, string Title, ImmutableArray<TextChange> Changes)
{
    /// <summary>Whether it is offered only where no other edit helps.</summary>
    public bool IsLastResort { get; init; }
}
