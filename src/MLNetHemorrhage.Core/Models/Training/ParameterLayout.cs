namespace MLNetHemorrhage.Models.Training;

/// <summary>
/// The order of all weights of a decoder in one flat memory. Layers that share an input (query, key, value; gate, up) are
/// neighbours, so that each group is also one matrix.
/// </summary>
internal static class ParameterLayout
{
    public const int TensorsPerBlock = 9;

    public static IReadOnlyList<ParameterTensor> Of(ModelShape model)
    {
        var tensors = new List<ParameterTensor>();
        int offset = 0;
        var spec = model.Spec;
        Add("model.embed_tokens", spec.VocabularySize, spec.HiddenSize);
        for (int b = 0; b < model.Blocks.Count; b++)
        {
            var (shape, block) = (model.Blocks[b], $"model.layers.{b}.");
            Add(block + "input_layernorm", 1, shape.Width, isMatrix: false);
            Linear(shape, block + "self_attn.q_proj", LinearRole.Query);
            Linear(shape, block + "self_attn.k_proj", LinearRole.Key);
            Linear(shape, block + "self_attn.v_proj", LinearRole.Value);
            Linear(shape, block + "self_attn.o_proj", LinearRole.Output);
            Add(block + "post_attention_layernorm", 1, shape.MiddleWidth, isMatrix: false);
            Linear(shape, block + "mlp.gate_proj", LinearRole.Gate);
            Linear(shape, block + "mlp.up_proj", LinearRole.Up);
            Linear(shape, block + "mlp.down_proj", LinearRole.Down);
        }
        Add("model.norm", 1, model.FinalWidth, isMatrix: false);
        if (!spec.TiedHead) Add("lm_head", spec.VocabularySize, model.FinalWidth);
        return tensors;

        void Linear(BlockShape shape, string name, LinearRole role) => Add(name, shape.Of(role).Rows, shape.Of(role).Columns);

        void Add(string name, int rows, int columns, bool isMatrix = true)
        {
            tensors.Add(new(name + ".weight", offset, rows, columns, isMatrix));
            offset = checked(offset + rows * columns);
        }
    }
}
