using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>
/// XᵀX of the inputs X [tokens, columns] of a layer, in single precision. Tokens enter in slices as long as those of <see cref="Gemm"/>;
/// what does not fill one waits for the next batch, so that batches may be cut anywhere.
/// </summary>
internal sealed class InputGram(int columns) : InputStatistic
{
    private const int Slice = Gemm.SliceLength;

    private readonly Matrix _sums = new(columns, columns);
    private Matrix? _waiting;
    private int _count;
    private bool _finished;
    private (double Damping, int[]? Order, InverseFactor Factor)? _inverse;
    private int[]? _order;

    /// <summary>Tokens so far.</summary>
    public long Tokens { get; private set; }

    public override void Add(MatrixView inputs, WorkerPool pool)
    {
        if (inputs.Columns != columns) throw new ArgumentException($"Expected {columns} columns, found {inputs.Columns}.", nameof(inputs));
        if (_finished) throw new InvalidOperationException("The sums have been read; no tokens may follow.");
        Tokens += inputs.Rows;
        for (int next = 0; next < inputs.Rows;)
        {
            int whole = (inputs.Rows - next) / Slice * Slice;
            if (_count == 0 && whole > 0)
            {
                Gram.AccumulateLower(inputs.RowRange(next, whole), _sums, pool);
                next += whole;
                continue;
            }
            _waiting ??= new(Slice, columns);
            int taken = Math.Min(Slice - _count, inputs.Rows - next);
            inputs.RowRange(next, taken).CopyTo(_waiting.View.RowRange(_count, taken));
            next += taken;
            _count += taken;
            if (_count == Slice) Flush(pool);
        }
    }

    /// <summary>The sums [columns, columns] over all tokens, symmetric; not to be changed.</summary>
    public Matrix Sums(WorkerPool pool)
    {
        if (_finished) return _sums;
        if (_count > 0) Flush(pool);
        _waiting = null;
        Gram.Mirror(_sums, pool);
        _finished = true;
        return _sums;
    }

    /// <summary>Refuses sums that are not finite, because an input was not.</summary>
    public void Check(LayerToModify layer)
    {
        var sums = Sums(layer.Pool);
        for (int j = 0; j < columns; j++) layer.CheckInput(j, sums[j, j]);
    }

    /// <summary>Σx² of every input.</summary>
    public double[] Diagonal(WorkerPool pool)
    {
        var sums = Sums(pool);
        return [.. Enumerable.Range(0, columns).Select(j => (double)sums[j, j])];
    }

    /// <summary>The inputs from the one with most energy to the one with least; of equal ones the first.</summary>
    public int[] FallingOrder(WorkerPool pool)
    {
        var sums = Sums(pool);
        return _order ??= [.. Enumerable.Range(0, columns).OrderByDescending(j => sums[j, j])];
    }

    /// <summary>
    /// The factor of the damped inverse, its inputs in an order of their own where one is given; made once for the layers that share an input, and
    /// remarked on in each where it needed more damping.
    /// </summary>
    public Matrix Inverse(double damping, LayerToModify layer, int[]? order = null)
    {
        if (_inverse is not { } made || made.Damping != damping || made.Order != order)
            _inverse = made = (damping, order, InverseFactor.Of(Sums(layer.Pool), damping, order, layer.Pool, layer.Cancellation));
        if (made.Factor.Note is { } note && !layer.Notes.Contains(note)) layer.Notes.Add(note);
        return made.Factor.Factor;
    }

    private void Flush(WorkerPool pool)
    {
        Gram.AccumulateLower(_waiting!.View.RowRange(0, _count), _sums, pool);
        GC.KeepAlive(_waiting);
        _count = 0;
    }
}
