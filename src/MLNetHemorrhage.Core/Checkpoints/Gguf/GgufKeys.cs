namespace MLNetHemorrhage.Checkpoints.Gguf;

/// <summary>The metadata keys of the llama architecture.</summary>
internal static class GgufKeys
{
    public const string Name = "general.name", FileType = "general.file_type", QuantizationVersion = "general.quantization_version";

    public const string ContextLength = "llama.context_length", HiddenSize = "llama.embedding_length", FeedForwardSize = "llama.feed_forward_length";
    public const string BlockCount = "llama.block_count", VocabularySize = "llama.vocab_size", NormEpsilon = "llama.attention.layer_norm_rms_epsilon";
    public const string HeadCount = "llama.attention.head_count", KeyValueHeadCount = "llama.attention.head_count_kv";
    public const string KeyLength = "llama.attention.key_length", ValueLength = "llama.attention.value_length";
    public const string RotaryCount = "llama.rope.dimension_count", RotaryBase = "llama.rope.freq_base";
    public const string RotaryScaling = "llama.rope.scaling.type", RotaryFactor = "llama.rope.scaling.factor";
    public const string LinearScale = "llama.rope.scale_linear", ExpertCount = "llama.expert_count";
}
