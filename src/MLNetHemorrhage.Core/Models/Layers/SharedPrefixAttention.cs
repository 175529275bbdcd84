using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>Attention over a batch whose sequences share rows: it sees every sequence in full, so that each row has the bits it has alone.</summary>
internal sealed class SharedPrefixAttention(SharedPrefixBatch batch, DecoderSpec spec, WorkerPool pool, AttentionScratch scratch)
{
    private readonly Matrix _query = new(batch.Sequences.TokenCount, spec.HeadCount * spec.HeadSize);
    private readonly Matrix _key = new(batch.Sequences.TokenCount, spec.KeyValueHeadCount * spec.HeadSize);
    private readonly Matrix _value = new(batch.Sequences.TokenCount, spec.KeyValueHeadCount * spec.HeadSize);
    private readonly Matrix _output = new(batch.Sequences.TokenCount, spec.HeadCount * spec.HeadSize);

    /// <summary>output from rotated queries and keys, and values; a row for each of the batch's ids.</summary>
    public void Forward(MatrixView query, MatrixView key, MatrixView value, MatrixView output)
    {
        int[] rowOf = batch.RowOf;
        RowTasks.For(pool, rowOf.Length, 2 * (query.Columns + key.Columns), (first, end) =>
        {
            for (int token = first; token < end; token++)
            {
                query.Row(rowOf[token]).CopyTo(_query.Row(token));
                key.Row(rowOf[token]).CopyTo(_key.Row(token));
                value.Row(rowOf[token]).CopyTo(_value.Row(token));
            }
        });
        Attention.Forward(_query.View, _key.View, _value.View, batch.Sequences, spec, _output.View, pool, scratch);
        // Tokens that share a row have the same output: their pasts are the same.
        for (int token = 0; token < rowOf.Length; token++) _output.Row(token).CopyTo(output.Row(rowOf[token]));
    }
}
