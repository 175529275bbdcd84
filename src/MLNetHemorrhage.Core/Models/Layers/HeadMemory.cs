using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>
/// Keys and values of one key-value head over one sequence, as <see cref="TileProduct"/> reads them: keys in panels of
/// <see cref="PanelKeys"/>, each [head size][panel keys], values in rows padded to whole vectors. Behind the last key are zeros.
/// </summary>
internal sealed unsafe class HeadMemory
{
    /// <summary>Keys in one panel.</summary>
    public const int PanelKeys = 32;

    private readonly int _headSize;
    private Matrix _keys;
    private Matrix _values;

    /// <summary>An empty memory.</summary>
    public HeadMemory(int headSize)
    {
        _headSize = headSize;
        ValueWidth = (headSize + TileProduct.ColumnStep - 1) / TileProduct.ColumnStep * TileProduct.ColumnStep;
        _keys = new(0, headSize * PanelKeys);
        _values = new(0, ValueWidth);
    }

    /// <summary>Number of keys.</summary>
    public int Length { get; private set; }

    /// <summary>Distance between the rows of the values.</summary>
    public int ValueWidth { get; }

    /// <summary>One panel of keys.</summary>
    public float* Keys(int panel) => _keys.View.Pointer + (nint)panel * _keys.Columns;

    /// <summary>The value of one key and of those behind it.</summary>
    public float* Values(int key) => _values.View.Pointer + (nint)key * ValueWidth;

    /// <summary>Forgets everything.</summary>
    public void Clear() => Length = 0;

    /// <summary>Adds keys and values [tokens, head size].</summary>
    public void Append(MatrixView keys, MatrixView values)
    {
        int length = Length + keys.Rows;
        Reserve((length + PanelKeys - 1) / PanelKeys);
        AppendKeys(keys);
        for (int r = 0; r < values.Rows; r++)
        {
            var row = new Span<float>(Values(Length + r), ValueWidth);
            values.Row(r).CopyTo(row);
            row[_headSize..].Clear();
        }
        Length = length;
        ClearTail();
    }

    private void AppendKeys(MatrixView keys)
    {
        for (int r = 0; r < keys.Rows;)
        {
            int key = Length + r, count = Math.Min(PanelKeys, keys.Rows - r);
            if (key % PanelKeys == 0)
            {
                PanelPacking.FromRows(keys.Pointer + (nint)r * keys.Stride, keys.Stride, count, _headSize, Keys(key / PanelKeys), PanelKeys);
                r += count;
            }
            else
            {
                float* lane = Keys(key / PanelKeys) + key % PanelKeys;
                for (int i = 0; i < _headSize; i++) lane[i * PanelKeys] = keys.Pointer[(nint)r * keys.Stride + i];
                r++;
            }
        }
    }

    // What an earlier sequence left there may be infinite, and zero times infinity is not zero.
    private void ClearTail()
    {
        int end = (Length + PanelKeys - 1) / PanelKeys * PanelKeys;
        for (int key = Length; key < end; key++)
        {
            float* panel = Keys(key / PanelKeys) + key % PanelKeys;
            for (int i = 0; i < _headSize; i++) panel[i * PanelKeys] = 0;
        }
        new Span<float>(Values(Length), (end - Length) * ValueWidth).Clear();
    }

    private void Reserve(int panels)
    {
        if (_keys.Rows >= panels) return;
        int capacity = Math.Max(panels, 2 * _keys.Rows);
        _keys = Grown(_keys, capacity);
        _values = Grown(_values, capacity * PanelKeys);
    }

    private static Matrix Grown(Matrix matrix, int rows)
    {
        var larger = new Matrix(rows, matrix.Columns);
        matrix.Values.CopyTo(larger.Values);
        return larger;
    }
}
