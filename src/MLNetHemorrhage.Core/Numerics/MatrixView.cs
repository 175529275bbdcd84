namespace MLNetHemorrhage.Numerics;

/// <summary>A rectangle inside pinned memory. The caller keeps the owning <see cref="Matrix"/> alive (<see cref="GC.KeepAlive"/> where needed).</summary>
internal readonly unsafe struct MatrixView(float* pointer, int rows, int columns, int stride)
{
    /// <summary>First element.</summary>
    public float* Pointer { get; } = pointer;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    /// <summary>Distance between rows, in elements.</summary>
    public int Stride { get; } = stride;

    public Span<float> Row(int row) => new(Pointer + (nint)row * Stride, Columns);

    public MatrixView Slice(int firstRow, int rows, int firstColumn, int columns) =>
        new(Pointer + (nint)firstRow * Stride + firstColumn, rows, columns, Stride);

    public MatrixView RowRange(int firstRow, int rows) => Slice(firstRow, rows, 0, Columns);

    public MatrixView ColumnRange(int firstColumn, int columns) => Slice(0, Rows, firstColumn, columns);

    /// <summary>Whether no element is NaN or infinite.</summary>
    public bool IsFinite()
    {
        for (int r = 0; r < Rows; r++)
            if (!Reductions.AreFinite(Row(r))) return false;
        return true;
    }

    /// <summary>Copies all elements to a rectangle of the same size.</summary>
    public void CopyTo(MatrixView destination)
    {
        for (int r = 0; r < Rows; r++) Row(r).CopyTo(destination.Row(r));
    }
}
