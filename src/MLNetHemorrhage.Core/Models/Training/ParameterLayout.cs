namespace MLNetHemorrhage.Models.Training;

/// <summary>
/// The order of all weights of a decoder in one flat memory. Layers that share an input (query, key, value; gate, up) are
/// neighbours, so that each group is also one matrix.
/// </summary>
internal static class ParameterLayout
{
    public const int TensorsPerBlock = 9;

    public static IReadOnlyList<ParameterTensor> Of(DecoderSpec spec)
    {
        var tensors = new List<ParameterTensor>();
        int offset = 0;
        int hidden = spec.HiddenSize, query = spec.HeadCount * spec.HeadSize, key = spec.KeyValueHeadCount * spec.HeadSize;
        Add("model.embed_tokens", spec.VocabularySize, hidden);
        for (int b = 0; b < spec.BlockCount; b++)
        {
            var block = $"model.layers.{b}.";
            Add(block + "input_layernorm", 1, hidden, isMatrix: false);
            Add(block + "self_attn.q_proj", query, hidden);
            Add(block + "self_attn.k_proj", key, hidden);
            Add(block + "self_attn.v_proj", key, hidden);
            Add(block + "self_attn.o_proj", hidden, query);
            Add(block + "post_attention_layernorm", 1, hidden, isMatrix: false);
            Add(block + "mlp.gate_proj", spec.FeedForwardSize, hidden);
            Add(block + "mlp.up_proj", spec.FeedForwardSize, hidden);
            Add(block + "mlp.down_proj", hidden, spec.FeedForwardSize);
        }
        Add("model.norm", 1, hidden, isMatrix: false);
        if (!spec.TiedHead) Add("lm_head", spec.VocabularySize, hidden);
        return tensors;

        void Add(string name, int rows, int columns, bool isMatrix = true)
        {
            tensors.Add(new(name + ".weight", offset, rows, columns, isMatrix));
            offset = checked(offset + rows * columns);
        }
    }
}
