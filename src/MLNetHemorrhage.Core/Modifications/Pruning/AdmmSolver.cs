using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>
/// Finds the weights of a matrix that keep its outputs, with the removed ones at zero, by alternating directions (Boža 2024, "Fast and
/// Effective Weight Update for Pruned Large Language Models", algorithm 1). Inputs are scaled to norm 1. With V = W + U and the mask M of what
/// stays, Z = V∘M and the next U is V∘(1 - M), so that V and M are the whole state:
/// W = (G + I)⁻¹·(G·W₀ + V∘(2M - 1)), V = W + V∘(1 - M).
/// </summary>
internal sealed class AdmmSolver
{
    // Keeps the weights of an input that is always zero.
    private const double LeastNorm = 1e-8;

    private readonly LayerToModify _layer;
    private readonly double[] _norms;
    private readonly PackedMatrix _inverse;
    private readonly Matrix _target, _state;
    private readonly PruningMask _zeros;

    /// <summary>Starts with the weights as they are.</summary>
    public AdmmSolver(LayerToModify layer, Matrix weights, double damping)
    {
        _layer = layer;
        _zeros = PruningMask.OfZeros(weights, layer.Pool);
        var gram = layer.Statistic<InputGram>().Sums(layer.Pool);
        _norms = Norms(gram);
        _state = Scale(weights);
        var scaled = Normalize(gram);
        AddToDiagonal(scaled, damping * Mean(scaled));
        _target = new(weights.Rows, weights.Columns);
        Gemm.Multiply(_state.View, false, scaled.View, false, _target.View, layer.Pool);
        // The penalty parameter is 1, the mean of the diagonal.
        AddToDiagonal(scaled, 1);
        _inverse = Invert(scaled);
    }

    public int Rows => _state.Rows;

    public int Columns => _state.Columns;

    /// <summary>How important a weight is now: |W + U|, 0 where it was zero before.</summary>
    public void Scores(int row, Span<double> scores)
    {
        var state = _state.Row(row);
        var zeros = _zeros.Row(row);
        for (int j = 0; j < scores.Length; j++) scores[j] = zeros[j] ? 0 : Math.Abs(state[j]);
    }

    /// <summary>Fits the weights of a matrix around given removed ones.</summary>
    public static void Fit(LayerToModify layer, Matrix weights, PruningMask removed, double damping, int iterations)
    {
        var solver = new AdmmSolver(layer, weights, damping);
        for (int t = 0; t < iterations; t++) solver.Step(removed);
        solver.Finish(removed, weights);
    }

    /// <summary>One iteration with a mask of what goes.</summary>
    public void Step(PruningMask removed)
    {
        _layer.Cancellation.ThrowIfCancellationRequested();
        var right = new Matrix(_state.Rows, _state.Columns);
        _layer.Pool.For(_state.Rows, r => Prepare(_state.Row(r), _target.Row(r), removed.Row(r), _zeros.Row(r), right.Row(r)));
        Gemm.MultiplyTransposed(right.View, _inverse, _state.View, _layer.Pool, accumulate: true);
        GC.KeepAlive(right);
    }

    /// <summary>Writes the weights, those that go at zero.</summary>
    public void Finish(PruningMask removed, Matrix weights) => _layer.Pool.For(weights.Rows, r =>
    {
        var row = weights.Row(r);
        var state = _state.Row(r);
        var goes = removed.Row(r);
        var zeros = _zeros.Row(r);
        for (int j = 0; j < row.Length; j++) row[j] = goes[j] || zeros[j] ? 0 : (float)(state[j] / _norms[j]);
    });

    // right = G·W₀ + Z - U; what stays of the state is U, to which the product is added.
    private static void Prepare(Span<float> state, ReadOnlySpan<float> target, ReadOnlySpan<bool> removed, ReadOnlySpan<bool> zeros, Span<float> right)
    {
        for (int j = 0; j < state.Length; j++)
        {
            bool goes = removed[j] || zeros[j];
            right[j] = goes ? target[j] - state[j] : target[j] + state[j];
            if (!goes) state[j] = 0;
        }
    }

    private static double[] Norms(Matrix gram)
    {
        var norms = new double[gram.Rows];
        for (int j = 0; j < norms.Length; j++) norms[j] = Math.Sqrt(gram[j, j]) + LeastNorm;
        return norms;
    }

    // W∘n.
    private Matrix Scale(Matrix weights)
    {
        var scaled = new Matrix(weights.Rows, weights.Columns);
        _layer.Pool.For(weights.Rows, r =>
        {
            var from = weights.Row(r);
            var to = scaled.Row(r);
            for (int j = 0; j < to.Length; j++) to[j] = (float)(from[j] * _norms[j]);
        });
        return scaled;
    }

    // G/(n nᵀ), with 1 on the diagonal, or 0 for an input that is always zero.
    private Matrix Normalize(Matrix gram)
    {
        var scaled = new Matrix(gram.Rows, gram.Columns);
        _layer.Pool.For(gram.Rows, i =>
        {
            var from = gram.Row(i);
            var to = scaled.Row(i);
            for (int j = 0; j < to.Length; j++) to[j] = (float)(from[j] / _norms[i] / _norms[j]);
        });
        return scaled;
    }

    private static double Mean(Matrix gram)
    {
        double sum = 0;
        for (int j = 0; j < gram.Rows; j++) sum += gram[j, j];
        return sum / gram.Rows;
    }

    private static void AddToDiagonal(Matrix matrix, double value)
    {
        for (int j = 0; j < matrix.Rows; j++) matrix[j, j] = (float)(matrix[j, j] + value);
    }

    private PackedMatrix Invert(Matrix matrix)
    {
        if (!Cholesky.TryFactor(matrix, _layer.Pool, _layer.Cancellation)) throw new HemorrhageException($"{_layer.Name}: the Gram matrix of the inputs is not positive semidefinite");
        Cholesky.Invert(matrix, _layer.Pool, _layer.Cancellation);
        var inverse = new Matrix(matrix.Rows, matrix.Columns);
        Cholesky.Square(matrix, inverse, _layer.Pool, _layer.Cancellation);
        var packed = PackedMatrix.Pack(inverse.View, _layer.Pool);
        GC.KeepAlive(inverse);
        return packed;
    }
}
