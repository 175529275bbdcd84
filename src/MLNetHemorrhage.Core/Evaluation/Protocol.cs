using System.Globalization;
using System.Text;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Evaluation;

/// <summary>
/// What a perplexity was measured on: how the text is cut, the context, what is scored. Two numbers with different protocols
/// cannot be compared. Text form: <c>documents:100</c>, <c>windows:65536,context=512,stride=256,bos=true</c>,
/// <c>chunks:512</c>, <c>wikitext:2048</c>.
/// </summary>
public sealed record Protocol
{
    private Protocol(ProtocolKind kind, int size, int? context = null, int? stride = null, bool? begin = null)
    {
        (Kind, Size, Context, Stride, Begin) = (kind, size, context, stride, begin);
        if (ProtocolRules.Violation(this) is { } violation) throw new HemorrhageException($"protocol {this}: {violation}.");
    }

    /// <summary>How the text is cut.</summary>
    public ProtocolKind Kind { get; }

    /// <summary>Documents at most, characters at most, or tokens of a chunk or window.</summary>
    public int Size { get; }

    /// <summary>Tokens of a window, BOS included (<c>context=</c>); null means as many as the model's context allows.</summary>
    public int? Context { get; private init; }

    /// <summary>Tokens from the start of one window to that of the next (<c>stride=</c>); null means that windows do not overlap.</summary>
    public int? Stride { get; private init; }

    /// <summary>Whether BOS is put in front (<c>bos=</c>); null means where the vocabulary has one.</summary>
    public bool? Begin { get; private init; }

    /// <summary>The first documents of a text.</summary>
    /// <param name="count">Documents at most.</param>
    /// <param name="context">Tokens of a window; null means the model's context.</param>
    /// <param name="begin">Whether BOS is put in front; null means where the vocabulary has one.</param>
    /// <returns>The protocol.</returns>
    /// <exception cref="HemorrhageException">A value is out of range.</exception>
    public static Protocol Documents(int count, int? context = null, bool? begin = null) =>
        new(ProtocolKind.Documents, count, context, null, begin);

    /// <summary>The first characters of a text.</summary>
    /// <param name="characters">Unicode characters (code points) at most.</param>
    /// <param name="context">Tokens of a window; null means the model's context.</param>
    /// <param name="stride">Tokens from the start of one window to the next; null means that windows do not overlap.</param>
    /// <param name="begin">Whether BOS is put in front; null means where the vocabulary has one.</param>
    /// <returns>The protocol.</returns>
    /// <exception cref="HemorrhageException">A value is out of range.</exception>
    public static Protocol Windows(int characters, int? context = null, int? stride = null, bool? begin = null) =>
        new(ProtocolKind.Windows, characters, context, stride, begin);

    /// <summary>The protocol of <c>llama-perplexity</c>.</summary>
    /// <param name="length">Tokens of a chunk.</param>
    /// <param name="begin">Whether BOS replaces the first token of a chunk; null means where the vocabulary has one.</param>
    /// <returns>The protocol.</returns>
    /// <exception cref="HemorrhageException">A value is out of range.</exception>
    public static Protocol Chunks(int length = 512, bool? begin = null) => new(ProtocolKind.Chunks, length, begin: begin);

    /// <summary>The protocol of the pruning repositories.</summary>
    /// <param name="length">Tokens of a window.</param>
    /// <param name="begin">Whether BOS precedes the text; null means where the vocabulary has one.</param>
    /// <returns>The protocol.</returns>
    /// <exception cref="HemorrhageException">A value is out of range.</exception>
    public static Protocol Wikitext(int length = 2048, bool? begin = null) => new(ProtocolKind.Wikitext, length, begin: begin);

    /// <summary>Reads the text form.</summary>
    /// <param name="text">For instance <c>windows:65536,context=512</c>.</param>
    /// <returns>The protocol.</returns>
    /// <exception cref="HemorrhageException">The text is not a protocol; the message says what was expected.</exception>
    public static Protocol Parse(string text) => ProtocolParser.Parse(text);

    /// <summary>Cuts a text into the windows to score.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="modelContext">The model's context, in tokens.</param>
    /// <param name="separator">What separates documents.</param>
    /// <param name="name">What messages call the text: its file.</param>
    /// <returns>The windows, with this protocol made explicit.</returns>
    /// <exception cref="HemorrhageException">The text is too short, or the protocol does not fit the model.</exception>
    public ScoredText Split(string text, ITokenizer tokenizer, int modelContext, string separator = TextSource.DefaultSeparator, string name = ProtocolSplitter.DefaultName)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(tokenizer);
        return ProtocolSplitter.Split(Resolve(tokenizer, modelContext), text, tokenizer, separator, name);
    }

    /// <summary>Cuts a text that comes as documents, such as the rows of a table, into the windows to score.</summary>
    /// <param name="documents">
    /// The documents; <c>documents:N</c> trims them, drops empty ones and reads no further than N, the other protocols read all of
    /// them joined by blank lines.
    /// </param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="modelContext">The model's context, in tokens.</param>
    /// <returns>The windows, with this protocol made explicit.</returns>
    /// <exception cref="HemorrhageException">The text is too short, or the protocol does not fit the model.</exception>
    public ScoredText Split(IEnumerable<string> documents, ITokenizer tokenizer, int modelContext)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(tokenizer);
        return ProtocolSplitter.Split(Resolve(tokenizer, modelContext), documents, tokenizer);
    }

    /// <summary>The canonical text form, which <see cref="Parse"/> reads.</summary>
    /// <returns>The kind and its number, then the options that were set.</returns>
    public override string ToString()
    {
        var text = new StringBuilder(ProtocolRules.Name(Kind)).Append(':').Append(Size.ToString(CultureInfo.InvariantCulture));
        if (Context is { } context) text.Append(CultureInfo.InvariantCulture, $",context={context}");
        if (Stride is { } stride) text.Append(CultureInfo.InvariantCulture, $",stride={stride}");
        if (Begin is { } begin) text.Append(begin ? ",bos=true" : ",bos=false");
        return text.ToString();
    }

    internal static Protocol Create(ProtocolKind kind, int size, int? context, int? stride, bool? begin) => new(kind, size, context, stride, begin);

    // Every choice that depends on the model, made explicit: equal texts then mean equal measurements.
    private Protocol Resolve(ITokenizer tokenizer, int modelContext)
    {
        if (Begin == true && tokenizer.BeginId is null)
            throw new HemorrhageException($"protocol {this}: expected a vocabulary with a begin-of-sequence token, found one without.");
        bool begin = Begin ?? tokenizer.BeginId is not null;
        int window = ProtocolRules.SizeIsWindow(Kind) ? Size : Context ?? modelContext;
        if (window > modelContext)
            throw new HemorrhageException($"protocol {this}: expected windows within the model's context of {modelContext} tokens, found {window}.");
        int ids = begin ? window - 1 : window;
        if (Stride > ids)
            throw new HemorrhageException($"protocol {this}: expected a stride of at most the {ids} text tokens of a window, found {Stride}.");
        return this with
        {
            Context = ProtocolRules.SizeIsWindow(Kind) ? null : window,
            Stride = Stride == ids ? null : Stride,
            Begin = begin,
        };
    }
}
