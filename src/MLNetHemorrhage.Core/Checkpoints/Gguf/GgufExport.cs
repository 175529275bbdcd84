using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Checkpoints.Gguf;

/// <summary>Writes a model as a GGUF file of the llama architecture, such that llama.cpp loads it.</summary>
internal static class GgufExport
{
    private const int QuantizationVersion = 2;

    public static void Save(LanguageModel model, string path, ElementType? type)
    {
        var decoder = model.Decoder;
        UniformModel.Require(decoder, path, "a GGUF file");
        var tokenizer = model.Tokenizer as IGgufTokenizer ?? throw CheckpointError.File(path, "a tokenizer of this library", $"{model.Tokenizer.GetType().Name}, which GGUF files have no form for");
        var writer = new GgufWriter();
        GgufOutput[] tensors = [.. Tensors(decoder, type, path)];
        writer.Add(GgufArchitecture.Key, GgufArchitecture.Llama);
        writer.Add(GgufKeys.Name, model.Name);
        writer.Add(GgufFile.AlignmentKey, GgufFile.DefaultAlignment);
        writer.Add(GgufKeys.FileType, GgufFileType.Of(tensors));
        if (tensors.Any(t => t.Type.Block is not null)) writer.Add(GgufKeys.QuantizationVersion, QuantizationVersion);
        AddArchitecture(writer, decoder.Spec);
        AddVocabulary(writer, tokenizer.ToGguf(path).PadTo(decoder.Spec.VocabularySize));
        foreach (var tensor in tensors) writer.Add(tensor);
        FileReplacement.Write((path, writer.WriteTo));
    }

    private static void AddArchitecture(GgufWriter writer, DecoderSpec spec)
    {
        writer.Add(GgufKeys.ContextLength, spec.ContextLength);
        writer.Add(GgufKeys.HiddenSize, spec.HiddenSize);
        writer.Add(GgufKeys.BlockCount, spec.BlockCount);
        writer.Add(GgufKeys.FeedForwardSize, spec.FeedForwardSize);
        writer.Add(GgufKeys.HeadCount, spec.HeadCount);
        writer.Add(GgufKeys.KeyValueHeadCount, spec.KeyValueHeadCount);
        writer.Add(GgufKeys.KeyLength, spec.HeadSize);
        writer.Add(GgufKeys.ValueLength, spec.HeadSize);
        writer.Add(GgufKeys.NormEpsilon, spec.NormEpsilon);
        writer.Add(GgufKeys.RotaryCount, spec.HeadSize);
        writer.Add(GgufKeys.RotaryBase, spec.Rotary.Base);
        writer.Add(GgufKeys.VocabularySize, spec.VocabularySize);
    }

    private static void AddVocabulary(GgufWriter writer, GgufVocabulary vocabulary)
    {
        writer.Add(GgufVocabularyKeys.Model, vocabulary.Model);
        if (vocabulary.PreTokenizer is { } words) writer.Add(GgufVocabularyKeys.PreTokenizer, words);
        writer.Add(GgufVocabularyKeys.Tokens, vocabulary.Tokens);
        if (vocabulary.Scores is { } scores) writer.Add(GgufVocabularyKeys.Scores, scores);
        writer.Add(GgufVocabularyKeys.Types, [.. vocabulary.Kinds.Select(k => (int)k)]);
        if (vocabulary.Merges is { } merges) writer.Add(GgufVocabularyKeys.Merges, merges);
        if (vocabulary.BeginId is { } begin) writer.Add(GgufVocabularyKeys.Begin, begin);
        if (vocabulary.EndId is { } end) writer.Add(GgufVocabularyKeys.End, end);
        if (vocabulary.UnknownId is { } unknown) writer.Add(GgufVocabularyKeys.Unknown, unknown);
        writer.Add(GgufVocabularyKeys.AddBegin, vocabulary.BeginId is not null);
        writer.Add(GgufVocabularyKeys.AddEnd, false);
        writer.Add(GgufVocabularyKeys.AddSpacePrefix, vocabulary.AddSpacePrefix);
        if (vocabulary.RemoveExtraSpaces) writer.Add(GgufVocabularyKeys.RemoveExtraSpaces, true);
    }

    private static IEnumerable<GgufOutput> Tensors(DecoderModel model, ElementType? type, string file)
    {
        var spec = model.Spec;
        yield return GgufOutput.Of(GgufNames.Embedding, model.Embedding, null, type, file);
        if (spec.Rotary.Llama3Scaling is not null) yield return GgufOutput.Of(GgufNames.RotaryFactors, GgufRotaryFactors.Of(spec.Rotary, spec.HeadSize), file);
        for (int b = 0; b < model.Blocks.Count; b++)
        {
            var block = model.Blocks[b];
            yield return GgufOutput.Of(GgufNames.AttentionNorm(b), block.AttentionNorm, file);
            foreach (var role in DecoderBlock.Roles)
            {
                bool reordered = spec.Rotary.Layout == RotaryLayout.Halves && role is LinearRole.Query or LinearRole.Key;
                yield return GgufOutput.Of(GgufNames.Linear(b, role), block[role], reordered ? row => RotaryRows.InHalves(row, spec.HeadSize) : null, type, file);
            }
            foreach (var (role, bias) in block.Additions.Biases) yield return GgufOutput.Of(GgufNames.Bias(b, role), bias, file);
            yield return GgufOutput.Of(GgufNames.FeedForwardNorm(b), block.FeedForwardNorm, file);
        }
        yield return GgufOutput.Of(GgufNames.FinalNorm, model.FinalNorm, file);
        if (!spec.TiedHead) yield return GgufOutput.Of(GgufNames.Head, model.Head, null, type, file);
    }
}
