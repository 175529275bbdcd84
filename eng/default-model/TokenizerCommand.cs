using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Tokenization;

namespace DefaultModel.Trainer;

/// <summary>Trains the tokenizer on the first training documents, writes it, and says how well it packs held-out text.</summary>
internal static class TokenizerCommand
{
    private const int Sample = 2000;

    public static int Run(string path)
    {
        var json = DefaultTokenizer.Train();
        File.WriteAllBytes(path + ".tmp", json);
        File.Move(path + ".tmp", path, overwrite: true);

        var tokenizer = Tokenizers.FromTokenizerJson(json, path);
        var documents = SyntheticText.Documents(Split.Calibration, Sample).ToArray();
        int[] lengths = [.. documents.Select(document => tokenizer.Encode(document).Length).Order()];
        Console.WriteLine($"{tokenizer.VocabularySize} ids; {(double)documents.Sum(d => d.Length) / lengths.Sum():F3} characters a token");
        Console.WriteLine($"tokens a document: mean {lengths.Average():F1}, smallest {lengths[0]}, 5 % below {lengths[Sample / 20]}, 5 % above {lengths[^(Sample / 20)]}, largest {lengths[^1]}");
        return 0;
    }
}
