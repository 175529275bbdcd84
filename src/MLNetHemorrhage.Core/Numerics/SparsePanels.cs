namespace MLNetHemorrhage.Numerics;

/// <summary>
/// The right-hand side B [rows, columns] of C = A·Bᵀ without its zeros, in the order the sparse kernels read it. Its windows of rows are
/// the tasks of a product.
/// </summary>
internal sealed class SparsePanels
{
    /// <summary>Bytes that a value takes, but for padding.</summary>
    public const int BytesPerValue = sizeof(float) + sizeof(byte);

    private readonly SparseWindow[] _windows;

    /// <summary>Packs B from a row source, which is asked for every row once, in any order and on several threads.</summary>
    public SparsePanels(int rows, int columns, PackedMatrix.RowReader read, WorkerPool pool)
    {
        (Rows, Columns) = (rows, columns);
        int count = (rows + SparseWindow.MaxRows - 1) / SparseWindow.MaxRows, panels = (rows + SparseWindow.Lanes - 1) / SparseWindow.Lanes;
        _windows = new SparseWindow[count];
        pool.For(count, w =>
        {
            int first = Start(w), end = Math.Min(rows, Start(w + 1));
            _windows[w] = new(first, end - first, columns, read);
        });

        int Start(int window) => (int)((long)panels * window / count) * SparseWindow.Lanes;
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Windows of about equal size, in order.</summary>
    public ReadOnlySpan<SparseWindow> Windows => _windows;

    /// <summary>Bytes held.</summary>
    public long ByteSize => _windows.Sum(w => w.ByteSize);
}
