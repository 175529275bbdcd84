using System.Collections.Concurrent;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>
/// The output head, a tile of the vocabulary at a time: negative log-likelihoods come from a running maximum and sum of
/// exponentials per tile, so the logits [tokens, vocabulary] never exist at once.
/// </summary>
internal sealed class OutputHead(WeightMatrix weights)
{
    private const int TileColumns = 640;
    private const int TileRows = 252;
    private readonly Lock _lock = new();
    private readonly ConcurrentBag<Matrix> _scratch = [];
    private PackedMatrix[]? _tiles;

    /// <summary>logits [tokens, vocabulary] = hidden [tokens, width] · headᵀ.</summary>
    public void Logits(MatrixView hidden, MatrixView logits, WorkerPool pool)
    {
        var tiles = Tiles(pool);
        pool.For(tiles.Length, t => Gemm.MultiplyTransposed(hidden, tiles[t], logits.ColumnRange(t * TileColumns, tiles[t].Rows), pool));
    }

    /// <summary>-ln p(target) of every row, in nats.</summary>
    public void NegativeLogLikelihood(MatrixView hidden, int[] targets, Span<float> result, WorkerPool pool)
    {
        var tiles = Tiles(pool);
        int blocks = (hidden.Rows + TileRows - 1) / TileRows;
        var maxima = new float[tiles.Length * hidden.Rows];
        var sums = new float[tiles.Length * hidden.Rows];
        var chosen = new float[hidden.Rows];
        pool.For(tiles.Length * blocks, task =>
        {
            int tile = task / blocks, first = task % blocks * TileRows;
            int rows = Math.Min(TileRows, hidden.Rows - first);
            if (!_scratch.TryTake(out var logits)) logits = new Matrix(TileRows, TileColumns);
            Gemm.MultiplyTransposed(hidden.RowRange(first, rows), tiles[tile], logits.View.Slice(0, rows, 0, tiles[tile].Rows), pool);
            for (int r = 0; r < rows; r++)
            {
                int target = targets[first + r] - tile * TileColumns, index = tile * hidden.Rows + first + r;
                if ((uint)target < (uint)tiles[tile].Rows) chosen[first + r] = logits[r, target];
                (maxima[index], sums[index]) = LogSumExp.Terms(logits.Row(r)[..tiles[tile].Rows]);
            }
            _scratch.Add(logits);
        });
        for (int r = 0; r < hidden.Rows; r++) result[r] = (float)(LogSumExp.Join(maxima, sums, r, hidden.Rows) - chosen[r]);
    }

    private PackedMatrix[] Tiles(WorkerPool pool)
    {
        lock (_lock) return _tiles ??= Pack(pool);
    }

    private PackedMatrix[] Pack(WorkerPool pool)
    {
        var tiles = new PackedMatrix[(weights.Rows + TileColumns - 1) / TileColumns];
        for (int t = 0; t < tiles.Length; t++)
        {
            int first = t * TileColumns;
            tiles[t] = PackedMatrix.Pack(Math.Min(TileColumns, weights.Rows - first), weights.Columns, (r, d) => weights.CopyRow(first + r, d), pool);
        }
        return tiles;
    }
}
