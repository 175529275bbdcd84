using System.Collections;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Decoding;

/// <summary>A text that is generated while it is enumerated, in pieces of whole characters.</summary>
public sealed class GeneratedText : IEnumerable<string>
{
    private readonly LanguageModel _model;
    private readonly int[] _prompt;
    private readonly GenerationOptions _options;
    private readonly CancellationToken _cancellation;

    internal GeneratedText(LanguageModel model, int[] prompt, GenerationOptions options, CancellationToken cancellation) =>
        (_model, _prompt, _options, _cancellation) = (model, prompt, options, cancellation);

    /// <summary>Why the text ended; null until the last enumeration has come to the end.</summary>
    public StopReason? Reason { get; private set; }

    /// <summary>Generates the text from its beginning.</summary>
    /// <returns>Pieces of text, none empty.</returns>
    public IEnumerator<string> GetEnumerator()
    {
        var stream = new PieceStream(_model.Tokenizer, _prompt);
        foreach (int id in Tokens())
        {
            var piece = stream.Add(id);
            if (piece.Length > 0) yield return piece;
        }
        var rest = stream.Flush();
        if (rest.Length > 0) yield return rest;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The generated ids, without the prompt and without the one that ends the text.</summary>
    internal IEnumerable<int> Tokens()
    {
        Reason = null;
        var session = new DecoderSession(_model.Decoder, _options.Pool);
        var sampler = _options.CreateSampler();
        var input = _prompt;
        for (int count = 0; ; count++)
        {
            if (count == _options.MaxTokens) Reason = StopReason.TokenLimit;
            else if (session.Length + input.Length == _model.Decoder.Spec.ContextLength) Reason = StopReason.ContextFull;
            if (Reason is not null) yield break;
            _cancellation.ThrowIfCancellationRequested();
            int id = Next(session, input, sampler);
            if (_options.StopAtEnd && (id == _model.Tokenizer.EndId || id == _model.Tokenizer.BeginId))
            {
                Reason = StopReason.EndOfText;
                yield break;
            }
            yield return id;
            input = [id];
        }
    }

    private static int Next(DecoderSession session, int[] input, ITokenSampler sampler)
    {
        var logits = session.Feed(input);
        float largest = Reductions.Max(logits);
        if (!float.IsFinite(largest)) throw new HemorrhageException($"Token {session.Length}: expected finite logits, found {largest}.");
        return sampler.Choose(logits);
    }
}
