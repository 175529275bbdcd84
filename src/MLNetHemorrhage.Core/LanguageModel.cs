using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage;

/// <summary>A decoder with its tokenizer. Immutable; a modification makes a new one that shares what it did not touch.</summary>
public sealed class LanguageModel
{
    /// <summary>Creates a model.</summary>
    /// <param name="name">A name for reports.</param>
    /// <param name="decoder">The decoder.</param>
    /// <param name="tokenizer">The tokenizer.</param>
    public LanguageModel(string name, DecoderModel decoder, ITokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentNullException.ThrowIfNull(tokenizer);
        Name = name;
        Decoder = decoder;
        Tokenizer = tokenizer;
    }

    /// <summary>
    /// The small model that ships with the library: 3.8 million weights in bf16 that know the language of <see cref="SyntheticText"/>.
    /// Loaded once, when first asked for.
    /// </summary>
    public static LanguageModel Default => DefaultCheckpoint.Model.Value;

    /// <summary>A name for reports.</summary>
    public string Name { get; }

    /// <summary>The decoder.</summary>
    public DecoderModel Decoder { get; }

    /// <summary>The tokenizer.</summary>
    public ITokenizer Tokenizer { get; }

    /// <summary>The files that the model, or the one it was made from, was loaded from; null where it came from elsewhere.</summary>
    public ModelSource? Source { get; internal init; }

    /// <summary>Loads a checkpoint with the tokenizer beside it: a Hugging Face directory, a GGUF file or a llama2.c <c>.bin</c> file; or a model package.</summary>
    /// <param name="path">The directory or file.</param>
    /// <returns>The model.</returns>
    /// <exception cref="HemorrhageException">Something is missing, damaged or of an unsupported kind.</exception>
    public static LanguageModel Load(string path) => Checkpoint.LoadModel(path);

    /// <summary>The same model with another decoder.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <returns>The new model.</returns>
    public LanguageModel With(DecoderModel decoder) => new(Name, decoder, Tokenizer) { Source = Source };
}
