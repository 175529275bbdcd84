using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization.Awq;

/// <summary>
/// The residual stream of the calibration text before and behind one half of a block, attention or the feed-forward layer: what a change of
/// weights does to the output of that half.
/// </summary>
internal sealed class HalfBlock
{
    private readonly WorkerPool _pool;
    private readonly DecoderRunner _runner, _trial;
    private readonly TokenBatch[] _batches;
    private readonly Matrix[] _copies;
    private Matrix[] _before;
    private Matrix[] _behind;
    private bool _isAttention;

    /// <summary>Starts before the first block.</summary>
    public HalfBlock(DecoderModel model, CalibrationSet calibration, WorkerPool pool)
    {
        _pool = pool;
        _runner = new(model, pool, keepPacked: false);
        // What is tried out is packed once for all batches and goes with its block.
        _trial = new(model, pool, keepPacked: true);
        _batches = [.. calibration.Batches()];
        _before = [];
        _behind = [.. _batches.Select(_runner.Embed)];
        _copies = [.. _behind.Select(m => new Matrix(m.Rows, m.Columns))];
    }

    /// <summary>Moves on through attention of a block.</summary>
    public void RunAttention(DecoderBlock block, ILinearInputObserver observer) => Run(isAttention: true, block, observer);

    /// <summary>Moves on through its feed-forward layer.</summary>
    public void RunFeedForward(DecoderBlock block, ILinearInputObserver observer) => Run(isAttention: false, block, observer);

    /// <summary>The mean square by which a changed block moves the output of the half that was run last; infinity as soon as it is more than <paramref name="most"/>.</summary>
    public double Loss(DecoderBlock changed, double most)
    {
        double sum = 0, count = _behind.Sum(m => (long)m.Values.Length);
        for (int i = 0; i < _batches.Length; i++)
        {
            var (moved, output) = (_copies[i], _behind[i]);
            _before[i].Values.CopyTo(moved.Values);
            Run(_trial, changed, _batches[i], moved, null);
            var rows = new double[moved.Rows];
            _pool.For(rows.Length, r => rows[r] = SquaredDistance(moved.Row(r), output.Row(r)));
            foreach (double row in rows) sum += row;
            if (sum / count > most) return double.PositiveInfinity;
        }
        return sum / count;
    }

    private void Run(bool isAttention, DecoderBlock block, ILinearInputObserver observer)
    {
        _isAttention = isAttention;
        _before = _behind;
        _behind = [.. _before.Select(Copy)];
        for (int i = 0; i < _batches.Length; i++) Run(_runner, block, _batches[i], _behind[i], observer);
    }

    private void Run(DecoderRunner runner, DecoderBlock block, TokenBatch batch, Matrix hidden, ILinearInputObserver? observer)
    {
        if (_isAttention) runner.RunAttention(block, batch, hidden, observer);
        else runner.RunFeedForward(block, hidden, observer);
    }

    private static Matrix Copy(Matrix matrix)
    {
        var copy = new Matrix(matrix.Rows, matrix.Columns);
        matrix.Values.CopyTo(copy.Values);
        return copy;
    }

    private static double SquaredDistance(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += ((double)x[i] - y[i]) * ((double)x[i] - y[i]);
        return sum;
    }
}
