using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>
/// The backward pass of one key-value head over one sequence, in buffers of its own, padded with zeros to whole tiles of
/// <see cref="TileProduct"/>.
/// </summary>
internal sealed unsafe class AttentionGradientHead(int headSize)
{
    private const int BlockRows = 64;

    private readonly int _width = RoundUp(headSize, TileProduct.ColumnStep);
    private readonly float _scale = (float)(1 / Math.Sqrt(headSize));
    private int _length, _rows;
    private Matrix _keys = new(0, 0), _keysTransposed = new(0, 0), _valuesTransposed = new(0, 0);
    private Matrix _dKeys = new(0, 0), _dValues = new(0, 0);
    private Matrix _queries = new(0, 0), _dOutput = new(0, 0), _dQueries = new(0, 0);
    private Matrix _probabilities = new(0, 0), _dScores = new(0, 0);

    /// <summary>Takes the keys and values [length, head size].</summary>
    public void Begin(int length, MatrixView keys, MatrixView values)
    {
        _length = length;
        if (RoundUp(length, BlockRows) > _rows) Grow(RoundUp(length, BlockRows));
        Load(keys, _keys, RoundUp(length, BlockRows));
        Transpose(keys, _keysTransposed);
        Transpose(values, _valuesTransposed);
        _dKeys.Values.Clear();
        _dValues.Values.Clear();
    }

    /// <summary>Writes the gradient of one head's queries and adds its share to those of keys and values.</summary>
    public void AddQueryHead(MatrixView queries, MatrixView output, MatrixView dOutput, MatrixView dQueries)
    {
        for (int first = 0; first < _length; first += BlockRows)
        {
            int rows = Math.Min(BlockRows, _length - first), keys = first + BlockRows;
            Load(queries.RowRange(first, rows), _queries, BlockRows);
            Load(dOutput.RowRange(first, rows), _dOutput, BlockRows);
            Product(_queries, _keysTransposed, _probabilities, keys, headSize);
            Product(_dOutput, _valuesTransposed, _dScores, keys, headSize);
            for (int r = 0; r < BlockRows; r++)
            {
                float delta = r < rows ? Reductions.Dot(dOutput.Row(first + r), output.Row(first + r)) : 0;
                Softmax(_probabilities.Row(r)[..keys], _dScores.Row(r)[..keys], r < rows ? first + r + 1 : 0, delta);
            }
            Product(_dScores, _keys, _dQueries, _width, keys);
            for (int r = 0; r < rows; r++) _dQueries.Row(r)[..headSize].CopyTo(dQueries.Row(first + r));
            AddTransposedProduct(_probabilities, _dOutput, _dValues, keys);
            AddTransposedProduct(_dScores, _queries, _dKeys, keys);
        }
    }

    /// <summary>Writes the gradients of keys and values.</summary>
    public void Finish(MatrixView dKeys, MatrixView dValues)
    {
        for (int r = 0; r < _length; r++)
        {
            _dKeys.Row(r)[..headSize].CopyTo(dKeys.Row(r));
            _dValues.Row(r)[..headSize].CopyTo(dValues.Row(r));
        }
    }

    /// <summary>Scores to probabilities over the first <paramref name="seen"/> keys, and dP to the gradient of the unscaled scores; zeros beyond.</summary>
    private void Softmax(Span<float> scores, Span<float> dScores, int seen, float delta)
    {
        dScores[seen..].Clear();
        if (seen == 0)
        {
            scores.Clear();
            return;
        }
        var inverse = Vector512.Create(1 / CausalSoftmax.Exponentials(scores, seen, _scale));
        fixed (float* p = scores, d = dScores)
        {
            for (int i = 0; i < seen; i += Vector512<float>.Count)
            {
                var probability = Vector512.Load(p + i) * inverse;
                probability.Store(p + i);
                (probability * (Vector512.Load(d + i) - Vector512.Create(delta)) * _scale).Store(d + i);
            }
        }
    }

    private static void Product(Matrix a, Matrix b, Matrix c, int columns, int depth) =>
        TileProduct.Multiply(a.View.Pointer, a.Columns, 1, b.View.Pointer, b.Columns, c.View.Pointer, c.Columns, BlockRows, columns, depth, accumulate: false);

    private void AddTransposedProduct(Matrix a, Matrix b, Matrix c, int rows) =>
        TileProduct.Multiply(a.View.Pointer, 1, a.Columns, b.View.Pointer, b.Columns, c.View.Pointer, c.Columns, rows, _width, BlockRows, accumulate: true);

    /// <summary>Copies rows and clears those that follow, up to <paramref name="total"/>.</summary>
    private void Load(MatrixView source, Matrix target, int total)
    {
        for (int r = 0; r < source.Rows; r++) source.Row(r).CopyTo(target.Row(r));
        target.Values[(source.Rows * _width)..(total * _width)].Clear();
    }

    private static void Transpose(MatrixView source, Matrix target)
    {
        float* to = target.View.Pointer;
        for (int r = 0; r < source.Rows; r++)
        {
            float* from = source.Pointer + (nint)r * source.Stride;
            for (int i = 0; i < source.Columns; i++) to[(nint)i * target.Columns + r] = from[i];
        }
    }

    private void Grow(int rows)
    {
        _rows = rows;
        _keys = new(rows, _width);
        _dKeys = new(rows, _width);
        _dValues = new(rows, _width);
        _keysTransposed = new(headSize, rows);
        _valuesTransposed = new(headSize, rows);
        _queries = new(BlockRows, _width);
        _dOutput = new(BlockRows, _width);
        _dQueries = new(BlockRows, _width);
        _probabilities = new(BlockRows, rows);
        _dScores = new(BlockRows, rows);
    }

    private static int RoundUp(int count, int step) => (count + step - 1) / step * step;
}
