namespace MLNetHemorrhage.Modifications;

/// <summary>The words of a recipe that stand for the members of an enumeration: the member's name with a small first letter.</summary>
internal static class RecipeWords
{
    public static string Of<T>(T value) where T : struct, Enum
    {
        string name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    public static string[] All<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    public static T? Find<T>(string word) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (Of(value) == word) return value;
        return null;
    }
}
