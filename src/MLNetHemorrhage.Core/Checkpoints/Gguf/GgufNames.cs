using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Checkpoints.Gguf;

/// <summary>What the tensors of the llama architecture are called.</summary>
internal static class GgufNames
{
    public const string Embedding = "token_embd.weight", FinalNorm = "output_norm.weight", Head = "output.weight";

    /// <summary>What the rotary frequencies are divided by, where they are scaled.</summary>
    public const string RotaryFactors = "rope_freqs.weight";

    public static string AttentionNorm(int block) => $"blk.{block}.attn_norm.weight";

    public static string FeedForwardNorm(int block) => $"blk.{block}.ffn_norm.weight";

    public static string Linear(int block, LinearRole role) => $"blk.{block}.{Name(role)}.weight";

    public static string Bias(int block, LinearRole role) => $"blk.{block}.{Name(role)}.bias";

    private static string Name(LinearRole role) => role switch
    {
        LinearRole.Query => "attn_q",
        LinearRole.Key => "attn_k",
        LinearRole.Value => "attn_v",
        LinearRole.Output => "attn_output",
        LinearRole.Gate => "ffn_gate",
        LinearRole.Up => "ffn_up",
        _ => "ffn_down",
    };
}
