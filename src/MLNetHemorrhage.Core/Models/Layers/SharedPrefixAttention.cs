using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>Attention over a batch whose sequences share rows: it sees every sequence in full, so that each row has the bits it has alone.</summary>
internal sealed class SharedPrefixAttention(SharedPrefixBatch batch, ModelShape model, WorkerPool pool, AttentionScratch scratch)
{
    private readonly Matrix _query = new(batch.Sequences.TokenCount, model.Largest(b => b.QueryWidth));
    private readonly Matrix _key = new(batch.Sequences.TokenCount, model.Largest(b => b.KeyWidth));
    private readonly Matrix _value = new(batch.Sequences.TokenCount, model.Largest(b => b.KeyWidth));
    private readonly Matrix _output = new(batch.Sequences.TokenCount, model.Largest(b => b.QueryWidth));

    /// <summary>output from rotated queries and keys, and values; a row for each of the batch's ids.</summary>
    public void Forward(BlockShape shape, MatrixView query, MatrixView key, MatrixView value, MatrixView output)
    {
        int[] rowOf = batch.RowOf;
        MatrixView queries = _query.View.ColumnRange(0, query.Columns), keys = _key.View.ColumnRange(0, key.Columns);
        MatrixView values = _value.View.ColumnRange(0, value.Columns), outputs = _output.View.ColumnRange(0, output.Columns);
        RowTasks.For(pool, rowOf.Length, 2 * (query.Columns + key.Columns), (first, end) =>
        {
            for (int token = first; token < end; token++)
            {
                query.Row(rowOf[token]).CopyTo(queries.Row(token));
                key.Row(rowOf[token]).CopyTo(keys.Row(token));
                value.Row(rowOf[token]).CopyTo(values.Row(token));
            }
        });
        Attention.Forward(queries, keys, values, batch.Sequences, shape, outputs, pool, scratch);
        // Tokens that share a row have the same output: their pasts are the same.
        for (int token = 0; token < rowOf.Length; token++) outputs.Row(token).CopyTo(output.Row(rowOf[token]));
    }
}
