namespace MLNetHemorrhage.Thresholds;

/// <summary>Compares protocols by their text form, <c>kind:size,option=value</c>.</summary>
internal static class ProtocolText
{
    public static bool IsWellFormed(string protocol)
    {
        var parts = protocol.Split(',');
        var kind = parts[0].Split(':');
        return kind.Length == 2 && IsWord(kind[0]) && kind[1].Length > 0 && kind[1].All(char.IsDigit)
            && parts.Skip(1).Select(p => p.Split('=')).All(p => p.Length == 2 && IsWord(p[0]) && IsWord(p[1]));
    }

    /// <summary>Whether two protocols may be the same one: kind and size are equal, and no option is set differently. What is left out, or unknown, agrees.</summary>
    public static bool Agree(string? left, string? right)
    {
        if (left is null || right is null) return true;
        string[] a = left.Split(','), b = right.Split(',');
        return a[0] == b[0] && a.Skip(1).All(option => b.Skip(1).All(other => Name(option) != Name(other) || option == other));
    }

    private static string Name(string option) => option.Split('=')[0];

    private static bool IsWord(string text) => text.Length > 0 && text.All(char.IsLetterOrDigit);
}
