namespace MLNetHemorrhage.Evaluation;

/// <summary>Names of the kinds of protocol and what each allows; one place for parser, constructor and text form.</summary>
internal static class ProtocolRules
{
    public const string KnownKinds = "documents, windows, chunks or wikitext";

    public static string Name(ProtocolKind kind) => kind switch
    {
        ProtocolKind.Documents => "documents",
        ProtocolKind.Windows => "windows",
        ProtocolKind.Chunks => "chunks",
        _ => "wikitext",
    };

    public static ProtocolKind? Kind(string name) => name switch
    {
        "documents" => ProtocolKind.Documents,
        "windows" => ProtocolKind.Windows,
        "chunks" => ProtocolKind.Chunks,
        "wikitext" => ProtocolKind.Wikitext,
        _ => null,
    };

    /// <summary>Whether the number after the colon is the length of a window.</summary>
    public static bool SizeIsWindow(ProtocolKind kind) => kind is ProtocolKind.Chunks or ProtocolKind.Wikitext;

    /// <summary>What is wrong with a protocol, or null.</summary>
    public static string? Violation(Protocol protocol)
    {
        string name = Name(protocol.Kind);
        int least = protocol.Kind switch { ProtocolKind.Chunks => 4, ProtocolKind.Wikitext => 2, _ => 1 };
        if (protocol.Size < least) return $"expected a number of at least {least} after \"{name}:\", found {protocol.Size}";
        if (protocol.Kind == ProtocolKind.Chunks && protocol.Size % 2 != 0) return $"expected an even number after \"chunks:\", found {protocol.Size}";
        if (protocol.Context is { } context)
        {
            if (SizeIsWindow(protocol.Kind)) return $"expected no context, because the number after \"{name}:\" is the context, found {context}";
            if (context < 2) return $"expected a context of at least 2 tokens, found {context}";
        }
        if (protocol.Stride is { } stride)
        {
            if (protocol.Kind != ProtocolKind.Windows) return $"expected no stride, which only \"windows\" has, found {stride}";
            if (stride < 1) return $"expected a stride of at least 1 token, found {stride}";
        }
        return null;
    }
}
