using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.DefaultModel;

/// <summary>The tokenizer of the default model: byte-level BPE with 1024 ids, trained on training documents and shipped inside the assembly.</summary>
internal static class DefaultTokenizer
{
    /// <summary>Number of ids.</summary>
    public const int VocabularySize = 1024;

    private const int TrainingDocuments = 20_000;
    private const string Resource = DefaultCheckpoint.Prefix + "tokenizer.json";

    /// <summary>The shipped tokenizer.</summary>
    public static ITokenizer Load()
    {
        using var stream = typeof(DefaultTokenizer).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from the assembly.");
        var utf8 = new byte[stream.Length];
        stream.ReadExactly(utf8);
        return Tokenizers.FromTokenizerJson(utf8, Resource);
    }

    /// <summary>Trains it anew.</summary>
    /// <returns>The tokenizer.json, the same bytes every time.</returns>
    public static byte[] Train() => TrainedTokenizerJson.Write(BytePairTrainer.Train(SyntheticText.Documents(Split.Training, TrainingDocuments), VocabularySize));
}
