namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>How much the errors of the weights of a block count: the mean square of each weight's input, as ggml's importance matrix has it.</summary>
internal readonly ref struct BlockImportance(ReadOnlySpan<float> inputs, float rowMeanSquare)
{
    /// <summary>Mean squares of the inputs; empty where nothing is known of them.</summary>
    public ReadOnlySpan<float> Inputs { get; } = inputs;

    public bool IsKnown => !Inputs.IsEmpty;

    /// <summary>Mean square of the weights of the whole row.</summary>
    public float RowMeanSquare { get; } = rowMeanSquare;

    /// <summary>The weights of a fit for a group of the block: importance · √(mean square + x²).</summary>
    public void Weigh(int start, ReadOnlySpan<float> values, float meanSquare, Span<float> weights)
    {
        for (int i = 0; i < values.Length; i++) weights[i] = Inputs[start + i] * MathF.Sqrt(meanSquare + values[i] * values[i]);
    }
}
