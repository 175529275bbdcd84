using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>
/// Reads <c>config.json</c> of the llama family, in the older spelling (rope_theta, rope_scaling) and the newer one
/// (rope_parameters, layer_types). Anything that would change the arithmetic and is not supported is an error.
/// </summary>
internal static class HuggingFaceConfig
{
    public const string FileName = "config.json";

    // Defaults are those of the format for an absent key, not those of this library.
    public static DecoderSpec Read(JsonSettings config)
    {
        var family = config.Text("model_type");
        if (family is not ("llama" or "mistral"))
            throw config.Error("model_type", "'llama' or 'mistral' (the supported families)", CheckpointError.Quote(family));
        RejectUnsupported(config, family);

        int hidden = config.Integer("hidden_size"), heads = config.Integer("num_attention_heads");
        var spec = new DecoderSpec
        {
            Family = family,
            VocabularySize = config.Integer("vocab_size"),
            HiddenSize = hidden,
            FeedForwardSize = config.Integer("intermediate_size"),
            BlockCount = config.Integer("num_hidden_layers"),
            HeadCount = heads,
            KeyValueHeadCount = config.Integer("num_key_value_heads", family == "llama" ? heads : null),
            HeadSize = config.Has("head_dim") ? config.Integer("head_dim") : HeadSize(config, hidden, heads),
            ContextLength = config.Integer("max_position_embeddings", 2048),
            NormEpsilon = config.Number("rms_norm_eps", 1e-6),
            Rotary = HuggingFaceRotary.Read(config),
            TiedHead = config.Flag("tie_word_embeddings", false),
        };
        SpecCheck.Validate(spec, config.File);
        return spec;
    }

    private static int HeadSize(JsonSettings config, int hidden, int heads) =>
        heads > 0 && hidden % heads == 0
            ? hidden / heads
            : throw config.Error("num_attention_heads", $"a divisor of hidden_size {hidden}", $"{heads}");

    private static void RejectUnsupported(JsonSettings config, string family)
    {
        var activation = config.Text("hidden_act", "silu");
        if (activation != "silu") throw config.Error("hidden_act", "'silu'", CheckpointError.Quote(activation));
        foreach (var key in (string[])["attention_bias", "mlp_bias"])
            if (config.Flag(key, false)) throw config.Error(key, "false", "true");
        if (config.Has("quantization_config")) throw config.Error("quantization_config", "nothing (F32, F16 or BF16 weights)", "a quantized checkpoint");
        if (config.Texts("layer_types").FirstOrDefault(t => t != "full_attention") is { } type)
            throw config.Error("layer_types", "'full_attention' everywhere", CheckpointError.Quote(type));

        // Where the key is absent a mistral model has a window of 4096; a window as long as the context never cuts anything.
        int context = config.Integer("max_position_embeddings", 2048);
        bool absent = family == "mistral" && !config.Keys.Contains("sliding_window");
        int window = absent ? 4096 : config.Integer("sliding_window", context);
        if (window < context) throw config.Error("sliding_window", $"none, or at least the context of {context}", $"{window}");
    }
}
