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
    private readonly PackedMatrix?[] _tiles = new PackedMatrix?[(weights.Rows + TileColumns - 1) / TileColumns];

    /// <summary>logits [tokens, vocabulary] = hidden [tokens, width] · headᵀ.</summary>
    public void Logits(MatrixView hidden, MatrixView logits, WorkerPool pool, bool keepPacked) =>
        ForTiles(1, pool, keepPacked, (weights, tile, _) =>
            Gemm.MultiplyTransposed(hidden, weights, logits.ColumnRange(tile * TileColumns, weights.Rows), pool));

    /// <summary>-ln p(target) of every row, in nats.</summary>
    public void NegativeLogLikelihood(MatrixView hidden, int[] targets, Span<float> result, WorkerPool pool, bool keepPacked)
    {
        var maxima = new float[_tiles.Length * hidden.Rows];
        var sums = new float[_tiles.Length * hidden.Rows];
        var chosen = new float[hidden.Rows];
        ForTiles((hidden.Rows + TileRows - 1) / TileRows, pool, keepPacked, (weights, tile, block) =>
        {
            int first = block * TileRows, rows = Math.Min(TileRows, hidden.Rows - first);
            if (!_scratch.TryTake(out var logits)) logits = new Matrix(TileRows, TileColumns);
            Gemm.MultiplyTransposed(hidden.RowRange(first, rows), weights, logits.View.Slice(0, rows, 0, weights.Rows), pool);
            for (int r = 0; r < rows; r++)
            {
                int target = targets[first + r] - tile * TileColumns, index = tile * hidden.Rows + first + r;
                if ((uint)target < (uint)weights.Rows) chosen[first + r] = logits[r, target];
                (maxima[index], sums[index]) = LogSumExp.Terms(logits.Row(r)[..weights.Rows]);
            }
            _scratch.Add(logits);
        });
        for (int r = 0; r < hidden.Rows; r++) result[r] = (float)(LogSumExp.Join(maxima, sums, r, hidden.Rows) - chosen[r]);
    }

    /// <summary>Calls <paramref name="body"/> with every tile's weights and index and every block below <paramref name="blocks"/>.</summary>
    private void ForTiles(int blocks, WorkerPool pool, bool keepPacked, Action<PackedMatrix, int, int> body)
    {
        if (keepPacked)
        {
            PackAll(pool);
            pool.For(_tiles.Length * blocks, task => body(_tiles[task / blocks]!, task / blocks, task % blocks));
            return;
        }
        PackedMatrix? packed = null;
        for (int t = 0; t < _tiles.Length; t++)
        {
            packed = Pack(t, packed, pool);
            pool.For(blocks, block => body(packed, t, block));
        }
    }

    private void PackAll(WorkerPool pool)
    {
        lock (_lock)
        {
            for (int t = 0; t < _tiles.Length; t++) _tiles[t] ??= Pack(t, null, pool);
        }
    }

    /// <summary>The weights of a tile, in the memory of one that is no longer needed.</summary>
    private PackedMatrix Pack(int tile, PackedMatrix? reused, WorkerPool pool)
    {
        int first = tile * TileColumns, rows = Math.Min(TileColumns, weights.Rows - first);
        var packed = new PackedMatrix(rows, weights.Columns, reused);
        packed.Repack((row, destination) => weights.CopyRow(first + row, destination), pool);
        return packed;
    }
}
