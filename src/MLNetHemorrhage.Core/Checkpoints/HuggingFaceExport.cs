using System.Text.Json;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>Writes a decoder as a Hugging Face llama directory. Whatever form the weights have, their values are written densely.</summary>
internal static class HuggingFaceExport
{
    public static void Save(DecoderModel model, string directory, ElementType type)
    {
        if (model.Blocks.Index().FirstOrDefault(b => b.Item.Additions.Biases.Any()) is { Item: not null } biased)
            throw UniformModel.Error(directory, "no biases", $"one in block {biased.Index}", "config.json");
        UniformModel.Require(model, directory, "config.json");
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HemorrhageException($"{directory}: expected a directory or a place for one, found: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        var metadata = new Dictionary<string, string> { ["format"] = "pt" }; // what its loader asks for
        var weights = Path.Combine(directory, HuggingFaceNames.Weights);
        FileReplacement.Write(
            (weights, s => SafetensorsWriter.Write(s, weights, Tensors(model), type, metadata)),
            (Path.Combine(directory, HuggingFaceConfig.FileName), s => WriteConfig(s, model.Spec, type)));
    }

    private static IEnumerable<TensorSource> Tensors(DecoderModel model)
    {
        yield return TensorSource.Of(HuggingFaceNames.Embedding, model.Embedding);
        yield return TensorSource.Of(HuggingFaceNames.FinalNorm, model.FinalNorm);
        if (!model.Spec.TiedHead) yield return TensorSource.Of(HuggingFaceNames.Head, model.Head);
        for (int b = 0; b < model.Blocks.Count; b++)
        {
            yield return TensorSource.Of(HuggingFaceNames.AttentionNorm(b), model.Blocks[b].AttentionNorm);
            yield return TensorSource.Of(HuggingFaceNames.FeedForwardNorm(b), model.Blocks[b].FeedForwardNorm);
            foreach (var role in DecoderBlock.Roles)
            {
                var tensor = TensorSource.Of(HuggingFaceNames.Linear(b, role), model.Blocks[b][role]);
                bool permuted = model.Spec.Rotary.Layout == RotaryLayout.Pairs && role is LinearRole.Query or LinearRole.Key;
                yield return permuted ? ToHalves(tensor, model.Spec.HeadSize) : tensor;
            }
        }
    }

    private static TensorSource ToHalves(TensorSource pairs, int headSize) => pairs with
    {
        ReadRow = (row, destination) => pairs.ReadRow(RotaryRows.InPairs(row, headSize), destination),
    };

    private static void WriteConfig(Stream stream, DecoderSpec spec, ElementType type)
    {
        using var json = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteStartArray("architectures");
        json.WriteStringValue("LlamaForCausalLM");
        json.WriteEndArray();
        json.WriteString("model_type", "llama");
        json.WriteNumber("vocab_size", spec.VocabularySize);
        json.WriteNumber("hidden_size", spec.HiddenSize);
        json.WriteNumber("intermediate_size", spec.FeedForwardSize);
        json.WriteNumber("num_hidden_layers", spec.BlockCount);
        json.WriteNumber("num_attention_heads", spec.HeadCount);
        json.WriteNumber("num_key_value_heads", spec.KeyValueHeadCount);
        json.WriteNumber("head_dim", spec.HeadSize);
        json.WriteNumber("max_position_embeddings", spec.ContextLength);
        json.WriteNumber("rms_norm_eps", spec.NormEpsilon);
        json.WriteString("hidden_act", "silu");
        json.WriteBoolean("attention_bias", false);
        json.WriteBoolean("mlp_bias", false);
        json.WriteBoolean("tie_word_embeddings", spec.TiedHead);
        WriteRotary(json, spec.Rotary);
        json.WriteString("torch_dtype", type switch { ElementType.BFloat16 => "bfloat16", ElementType.Float16 => "float16", _ => "float32" });
        json.WriteEndObject();
    }

    private static void WriteRotary(Utf8JsonWriter json, RotarySpec rotary)
    {
        json.WriteNumber("rope_theta", rotary.Base);
        if (rotary.Llama3Scaling is not { } scaling)
        {
            json.WriteNull("rope_scaling");
            return;
        }
        json.WriteStartObject("rope_scaling");
        json.WriteString("rope_type", "llama3");
        json.WriteNumber("factor", scaling.Factor);
        json.WriteNumber("low_freq_factor", scaling.LowFrequencyFactor);
        json.WriteNumber("high_freq_factor", scaling.HighFrequencyFactor);
        json.WriteNumber("original_max_position_embeddings", scaling.OriginalContextLength);
        json.WriteEndObject();
    }
}
