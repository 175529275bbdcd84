namespace MLNetHemorrhage.Numerics;

/// <summary>
/// The right-hand side B [rows, columns] of C = A·Bᵀ, stored in the order the kernel reads it: panels of 32 rows, each
/// [columns][32], the last panel padded with zeros.
/// </summary>
internal sealed unsafe class PackedMatrix
{
    private readonly Matrix _memory;

    /// <summary>A matrix to be filled by Repack, in the memory of one that is no longer needed where that is large enough.</summary>
    public PackedMatrix(int rows, int columns, PackedMatrix? reused = null)
    {
        int panels = (rows + PanelRows - 1) / PanelRows, length = checked(columns * PanelRows);
        _memory = reused is not null && reused._memory.Columns >= (long)panels * length ? reused._memory : new(1, checked(panels * length));
        (Panels, Rows, Columns) = (new(_memory.View.Pointer, panels, length, length), rows, columns);
    }

    public delegate void RowReader(int row, Span<float> destination);

    public const int PanelRows = 32;

    // Packing this many numbers is worth a task.
    private const int TaskSize = 1 << 15;

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>One row per panel, columns * 32 values long.</summary>
    public MatrixView Panels { get; }

    /// <summary>Packs B from a row source, which is asked for every row once, in any order and on several threads.</summary>
    public static PackedMatrix Pack(int rows, int columns, RowReader read, WorkerPool pool)
    {
        var packed = new PackedMatrix(rows, columns);
        packed.Repack(read, pool);
        return packed;
    }

    /// <summary>Packs B from memory.</summary>
    public static PackedMatrix Pack(MatrixView b, WorkerPool pool)
    {
        var packed = new PackedMatrix(b.Rows, b.Columns);
        packed.Repack(b, transpose: false, pool);
        return packed;
    }

    /// <summary>Packs the transpose of <paramref name="b"/>.</summary>
    public static PackedMatrix PackTranspose(MatrixView b, WorkerPool pool)
    {
        var packed = new PackedMatrix(b.Columns, b.Rows);
        packed.Repack(b, transpose: true, pool);
        return packed;
    }

    /// <summary>Replaces the contents by the rows of a source, as <see cref="Pack(int, int, RowReader, WorkerPool)"/> reads them; the shape stays.</summary>
    public void Repack(RowReader read, WorkerPool pool) => ForPanels(pool, (panel, first, count) =>
    {
        float* buffer = GemmScratch.Current.Rows(PanelRows * Columns);
        for (int r = 0; r < count; r++) read(first + r, new(buffer + (nint)r * Columns, Columns));
        PanelPacking.FromRows(buffer, Columns, count, Columns, panel, PanelRows);
    });

    /// <summary>Replaces the contents by B, or by its transpose; the shape stays.</summary>
    public void Repack(MatrixView b, bool transpose, WorkerPool pool)
    {
        var (rows, columns) = transpose ? (b.Columns, b.Rows) : (b.Rows, b.Columns);
        if (rows != Rows || columns != Columns) throw new ArgumentException($"[{rows}, {columns}] does not fit into [{Rows}, {Columns}].", nameof(b));
        ForPanels(pool, (panel, first, count) =>
        {
            if (transpose) PanelPacking.FromColumns(b.Pointer + first, b.Stride, count, columns, panel, PanelRows);
            else PanelPacking.FromRows(b.Pointer + (nint)first * b.Stride, b.Stride, count, columns, panel, PanelRows);
        });
    }

    private delegate void PanelAction(float* panel, int firstRow, int rows);

    private void ForPanels(WorkerPool pool, PanelAction pack)
    {
        int each = Math.Max(1, TaskSize / Math.Max(1, Columns * PanelRows));
        pool.For((Panels.Rows + each - 1) / each, t =>
        {
            for (int p = t * each; p < Math.Min(Panels.Rows, (t + 1) * each); p++)
                pack(Panels.Pointer + (nint)p * Panels.Columns, p * PanelRows, Math.Min(PanelRows, Rows - p * PanelRows));
        });
    }
}
