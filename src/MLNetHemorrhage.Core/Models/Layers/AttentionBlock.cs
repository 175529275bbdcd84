using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>
/// Attention of a block of queries of one head, with its working memory. A query's sums run over its keys in order, in slices
/// of <see cref="Gemm.SliceLength"/> from key 0, and what it may not see adds exact zeros: its result depends neither on the
/// block it falls in nor on what follows it.
/// </summary>
internal sealed unsafe class AttentionBlock(int headSize)
{
    /// <summary>Most queries in a block.</summary>
    public const int MaximumRows = 64;

    private const int ScoresInCache = 1 << 18;
    private readonly float _scale = (float)(1 / Math.Sqrt(headSize));
    private readonly Matrix _queries = new(MaximumRows, headSize);
    private Matrix _scores = new(0, 0);
    private Matrix _output = new(0, 0);

    /// <summary>Number of queries in a block where so many keys are seen: fewer for long sequences, so that the scores stay in cache.</summary>
    public static int Rows(int keys) =>
        Math.Clamp(ScoresInCache / Math.Max(1, keys) / TileProduct.RowStep * TileProduct.RowStep, TileProduct.RowStep, MaximumRows);

    /// <summary>output and queries [queries, head size]; query i stands at <paramref name="position"/> + i and sees the keys up to its own.</summary>
    public void Run(MatrixView queries, int position, HeadMemory memory, MatrixView output)
    {
        int tileRows = RoundUp(queries.Rows, TileProduct.RowStep);
        int keys = RoundUp(position + queries.Rows, HeadMemory.PanelKeys);
        Reserve(keys, memory.ValueWidth);
        for (int r = 0; r < queries.Rows; r++) queries.Row(r).CopyTo(_queries.Row(r));

        float* scores = _scores.View.Pointer;
        for (int key = 0; key < keys; key += HeadMemory.PanelKeys)
            TileProduct.Multiply(_queries.View.Pointer, headSize, 1, memory.Keys(key / HeadMemory.PanelKeys), HeadMemory.PanelKeys, scores + key, _scores.Columns, tileRows, HeadMemory.PanelKeys, headSize, accumulate: false);

        Span<float> sums = stackalloc float[MaximumRows];
        for (int r = 0; r < queries.Rows; r++) sums[r] = CausalSoftmax.Exponentials(_scores.Row(r)[..keys], position + r + 1, _scale);

        for (int key = 0; key < keys; key += Gemm.SliceLength)
            TileProduct.Multiply(scores + key, _scores.Columns, 1, memory.Values(key), memory.ValueWidth, _output.View.Pointer, memory.ValueWidth, tileRows, memory.ValueWidth, Math.Min(Gemm.SliceLength, keys - key), accumulate: key > 0);
        for (int r = 0; r < queries.Rows; r++) CausalSoftmax.Divide(_output.Row(r)[..headSize], sums[r], output.Row(r));
        GC.KeepAlive(memory);
        GC.KeepAlive(this);
    }

    private void Reserve(int keys, int valueWidth)
    {
        if (_scores.Columns < keys) _scores = new(MaximumRows, Math.Max(keys, 2 * _scores.Columns));
        if (_output.Columns < valueWidth) _output = new(MaximumRows, valueWidth);
    }

    private static int RoundUp(int count, int step) => (count + step - 1) / step * step;
}
