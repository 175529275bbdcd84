using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Rules;

namespace MLNetHemorrhage.CodeFixes.Suppression;

/// <summary>What a suppression says: the facts that are accepted with it, without what the messages recommend.</summary>
internal static class Justification
{
    public static string Of(IEnumerable<Diagnostic> diagnostics) => $"Accepted: {string.Join("; ", diagnostics.Select(Fact).Distinct())}";

    private static string Fact(Diagnostic diagnostic)
    {
        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        // What is wrong with a setting has no remedy of its own.
        if (diagnostic.Id == RuleTable.MalformedSetting.Id) return message;
        int depth = 0;
        for (int i = message.Length - 1; i > 0; i--)
        {
            if (message[i] == ')') depth++;
            else if (message[i] == '(') depth--;
            else if (message[i] == ';' && depth == 0) return message.Substring(0, i);
        }
        return message;
    }
}
