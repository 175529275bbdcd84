using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>What the tensors of the llama family are called.</summary>
internal static class HuggingFaceNames
{
    public const string Weights = "model.safetensors";
    public const string Index = "model.safetensors.index.json";

    public const string Embedding = "model.embed_tokens.weight";
    public const string FinalNorm = "model.norm.weight";
    public const string Head = "lm_head.weight";

    public static string AttentionNorm(int block) => $"model.layers.{block}.input_layernorm.weight";

    public static string FeedForwardNorm(int block) => $"model.layers.{block}.post_attention_layernorm.weight";

    public static string Linear(int block, LinearRole role) => $"model.layers.{block}.{Name(role)}.weight";

    /// <summary>Old checkpoints carry the rotary frequencies, which follow from config.json.</summary>
    public static bool IsRedundant(string name) => name.EndsWith(".self_attn.rotary_emb.inv_freq", StringComparison.Ordinal);

    private static string Name(LinearRole role) => role switch
    {
        LinearRole.Query => "self_attn.q_proj",
        LinearRole.Key => "self_attn.k_proj",
        LinearRole.Value => "self_attn.v_proj",
        LinearRole.Output => "self_attn.o_proj",
        LinearRole.Gate => "mlp.gate_proj",
        LinearRole.Up => "mlp.up_proj",
        _ => "mlp.down_proj",
    };
}
