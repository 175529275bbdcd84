using System.Globalization;

namespace MLNetHemorrhage.Modifications;

/// <summary>The words of a recipe that stand for the members of an enumeration: the member's name with a small first letter.</summary>
internal static class RecipeWords
{
    public static string Of<T>(T value) where T : struct, Enum => Small($"{value}");

    /// <summary>A value as recipes write it: a number, a truth value, a member of an enumeration, or a text, which stays as it is.</summary>
    public static string Text(object value) => value is Enum or bool ? Small($"{value}") : string.Create(CultureInfo.InvariantCulture, $"{value}");

    /// <summary>"a, b or c": the words of some members, or of all where none are given.</summary>
    public static string Choice<T>(params T[] members) where T : struct, Enum
    {
        string[] words = [.. (members.Length > 0 ? members : Enum.GetValues<T>()).Select(Of)];
        return words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} or {words[^1]}";
    }

    /// <summary>The member of a word, among some or, where none are given, all of them.</summary>
    public static T? Find<T>(string word, params T[] members) where T : struct, Enum
    {
        foreach (var value in members.Length > 0 ? members : Enum.GetValues<T>())
            if (Of(value) == word) return value;
        return null;
    }

    private static string Small(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
