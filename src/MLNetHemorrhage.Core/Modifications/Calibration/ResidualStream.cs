using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Modifications.Pruning.Structured;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>The residual stream of the calibration text, moved half a block at a time.</summary>
internal sealed class ResidualStream
{
    // Sums over so many tokens are in single precision, sums of these in double.
    private const int TokensPerSum = 256;

    private readonly StepContext _context;
    private readonly DecoderRunner _runner;
    private readonly (TokenBatch Batch, Matrix Hidden)[] _parts;
    private readonly int _width;

    /// <summary>Starts before the first block.</summary>
    public ResidualStream(DecoderModel model, StepContext context)
    {
        _context = context;
        _width = model.Spec.HiddenSize;
        _runner = new(model, context.Pool);
        _parts = [.. context.Calibration!.Batches().Select(batch => (batch, _runner.Embed(batch)))];
    }

    public void RunAttention(DecoderBlock block)
    {
        foreach (var (batch, hidden) in _parts) _runner.RunAttention(block, batch, hidden);
    }

    public void RunFeedForward(DecoderBlock block)
    {
        foreach (var (_, hidden) in _parts) _runner.RunFeedForward(block, hidden);
    }

    /// <summary>The eigenvectors of XᵀX, of the greatest eigenvalue first, where X [tokens, width] is the stream.</summary>
    public double[][] Principal(string where)
    {
        double[][] sums = [.. Enumerable.Range(0, _width).Select(_ => new double[_width])];
        var gram = new Matrix(_width, _width);
        foreach (var (_, hidden) in _parts)
        {
            for (int first = 0; first < hidden.Rows; first += TokensPerSum)
            {
                gram.Values.Clear();
                Gram.Accumulate(hidden.View.RowRange(first, Math.Min(TokensPerSum, hidden.Rows - first)), gram, _context.Pool);
                _context.Pool.For(_width, i =>
                {
                    var row = gram.Row(i);
                    for (int j = 0; j < row.Length; j++) sums[i][j] += row[j];
                });
            }
            GC.KeepAlive(hidden);
        }
        if (sums.Any(row => row.Any(x => !double.IsFinite(x)))) throw new HemorrhageException($"{where}: the residual stream is not finite on the calibration text");
        return SymmetricEigen.Of(sums, _context.Pool, _context.Cancellation).Vectors;
    }

    /// <summary>Takes out of the stream what is not in the directions.</summary>
    public void Project(Rotation directions)
    {
        if (!directions.IsNarrower) return;
        var basis = directions.ToMatrix();
        foreach (var (_, hidden) in _parts)
        {
            var coordinates = new Matrix(hidden.Rows, directions.Width);
            Gemm.Multiply(hidden.View, false, basis.View, true, coordinates.View, _context.Pool);
            Gemm.Multiply(coordinates.View, false, basis.View, false, hidden.View, _context.Pool);
            GC.KeepAlive(hidden);
            GC.KeepAlive(coordinates);
        }
        GC.KeepAlive(basis);
    }
}
