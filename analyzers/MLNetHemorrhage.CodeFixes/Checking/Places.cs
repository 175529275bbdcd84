using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MLNetHemorrhage.CodeFixes.Checking;

/// <summary>The places that diagnostics carry for fixes.</summary>
internal static class Places
{
    /// <summary>The place that a fact names; null where the diagnostic has none, or it is in another file.</summary>
    public static TextSpan? Place(this Diagnostic diagnostic, string fact) =>
        diagnostic.Properties.TryGetValue(fact, out string? index) && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int place)
        && place < diagnostic.AdditionalLocations.Count && diagnostic.AdditionalLocations[place].SourceTree == diagnostic.Location.SourceTree
            ? diagnostic.AdditionalLocations[place].SourceSpan
            : null;
}
