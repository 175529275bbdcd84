namespace MLNetHemorrhage.Tokenization;

/// <summary>The normalizers, pre-tokenizers and decoders of a tokenizer.json: objects with a type, or sequences of such.</summary>
internal static class JsonComponents
{
    public static string TypeOf(JsonNode component) => component.Member("type").Text();

    /// <summary>The components of a sequence, in order; one alone; or none.</summary>
    public static IEnumerable<JsonNode> Flatten(JsonNode component, string listName)
    {
        if (component.IsNull) return [];
        return TypeOf(component) == "Sequence" ? component.Member(listName).Items().SelectMany(item => Flatten(item, listName)) : [component];
    }

    public static HemorrhageException Unsupported(JsonNode component) => new($"{component.Where} the component {TypeOf(component)} is not supported here.");
}
