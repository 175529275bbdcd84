namespace MLNetHemorrhage.Tokenization;

/// <summary>The normalizers, pre-tokenizers and decoders of a tokenizer.json: objects with a type, or sequences of such.</summary>
internal static class JsonComponents
{
    public static string TypeOf(LocatedJson component) => component.Member("type").Text();

    /// <summary>The components of a sequence, in order; one alone; or none.</summary>
    public static IEnumerable<LocatedJson> Flatten(LocatedJson component, string listName)
    {
        if (component.IsNull) return [];
        return TypeOf(component) == "Sequence" ? component.Member(listName).Items().SelectMany(item => Flatten(item, listName)) : [component];
    }

    public static HemorrhageException Unsupported(LocatedJson component) => new($"{component.Where} the component {TypeOf(component)} is not supported here.");
}
