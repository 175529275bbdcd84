using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Evaluation;

/// <summary>Cuts text into windows as <see cref="ProtocolKind"/> defines. The protocol given is resolved: nothing in it is open.</summary>
internal static class ProtocolSplitter
{
    /// <summary>What messages call a text of no other name.</summary>
    public const string DefaultName = "text";

    public static ScoredText Split(Protocol protocol, string text, ITokenizer tokenizer, string separator, string name)
    {
        if (text.Length == 0) throw new HemorrhageException($"{name}: expected at least two tokens, found an empty text.");
        return protocol.Kind switch
        {
            ProtocolKind.Documents => Documents(protocol, TextSource.Documents(text, separator), tokenizer, name),
            ProtocolKind.Wikitext => Stream(protocol, Join(TextSource.Parts(text, separator)), tokenizer, name),
            _ => Stream(protocol, text, tokenizer, name),
        };
    }

    public static ScoredText Split(Protocol protocol, IEnumerable<string> documents, ITokenizer tokenizer) =>
        protocol.Kind == ProtocolKind.Documents
            ? Documents(protocol, documents.Select(d => d.Trim()).Where(d => d.Length > 0), tokenizer, DefaultName)
            : Stream(protocol, Join(documents), tokenizer, DefaultName);

    private static string Join(IEnumerable<string> documents) => string.Join("\n\n", documents);

    private static ScoredText Stream(Protocol protocol, string text, ITokenizer tokenizer, string name)
    {
        var begin = Begin(protocol, tokenizer);
        return new(protocol, protocol.Kind switch
        {
            ProtocolKind.Windows => Windows(protocol, text, tokenizer, begin, name),
            ProtocolKind.Chunks => Chunks(protocol, text, tokenizer, begin, name),
            _ => Tiles(protocol, text, tokenizer, begin, 1, name),
        });
    }

    private static int[] Begin(Protocol protocol, ITokenizer tokenizer) => protocol.Begin == true ? [tokenizer.BeginId!.Value] : [];

    private static ScoredText Documents(Protocol protocol, IEnumerable<string> documents, ITokenizer tokenizer, string name)
    {
        var begin = Begin(protocol, tokenizer);
        var windows = new List<ScoredWindow>();
        long tokens = 0;
        foreach (string document in documents.Take(protocol.Size))
        {
            var encoded = new EncodedText(document, tokenizer);
            int count = Math.Min(encoded.Ids.Length, protocol.Context!.Value - begin.Length);
            int first = 1 - begin.Length;
            tokens += encoded.Ids.Length;
            if (count > first) windows.Add(new([.. begin, .. encoded.Ids.AsSpan(..count)], 1, encoded.Bytes(first, count)));
        }
        RequireTwo(tokens, name);
        if (windows.Count == 0) throw new HemorrhageException($"{name}: expected a document of at least two tokens, found none.");
        return new(protocol, windows);
    }

    private static List<ScoredWindow> Windows(Protocol protocol, string text, ITokenizer tokenizer, int[] begin, string name)
    {
        var encoded = new EncodedText(FirstCharacters(text, protocol.Size), tokenizer);
        var ids = encoded.Ids;
        RequireTwo(ids.Length, name);
        var windows = new List<ScoredWindow>();
        int length = protocol.Context!.Value - begin.Length;
        int scored = 0;
        for (int start = 0; scored < ids.Length; start += protocol.Stride ?? length)
        {
            int end = Math.Min(start + length, ids.Length);
            int first = Math.Max(scored, start + 1 - begin.Length);
            if (first < end)
                windows.Add(new([.. begin, .. ids.AsSpan(start..end)], first - start + begin.Length, encoded.Bytes(first, end)));
            scored = end;
        }
        return windows;
    }

    private static List<ScoredWindow> Chunks(Protocol protocol, string text, ITokenizer tokenizer, int[] begin, string name)
    {
        var windows = Tiles(protocol, text, tokenizer, begin, protocol.Size / 2 + 1, name);
        foreach (var window in windows) begin.CopyTo(window.Ids, 0);
        return windows;
    }

    // Whole windows of one stream, BOS + ids; what is left over is dropped.
    private static List<ScoredWindow> Tiles(Protocol protocol, string text, ITokenizer tokenizer, int[] begin, int firstScored, string name)
    {
        var encoded = new EncodedText(text, tokenizer);
        RequireTwo(encoded.Ids.Length, name);
        int[] stream = [.. begin, .. encoded.Ids];
        if (stream.Length < protocol.Size)
            throw new HemorrhageException($"{name}: expected at least {protocol.Size} tokens for protocol {protocol}, found {stream.Length}.");
        var windows = new List<ScoredWindow>();
        for (int start = 0; start + protocol.Size <= stream.Length; start += protocol.Size)
        {
            int end = start + protocol.Size;
            windows.Add(new(stream[start..end], firstScored, encoded.Bytes(start + firstScored - begin.Length, end - begin.Length)));
        }
        return windows;
    }

    // Characters are Unicode code points; a pair of surrogates is one.
    private static string FirstCharacters(string text, int count)
    {
        if (text.Length <= count) return text;
        int end = 0;
        for (int taken = 0; taken < count && end < text.Length; taken++)
            end += char.IsSurrogatePair(text, end) ? 2 : 1;
        return text[..end];
    }

    private static void RequireTwo(long tokens, string name)
    {
        if (tokens < 2) throw new HemorrhageException($"{name}: expected at least two tokens, found {tokens}.");
    }
}
