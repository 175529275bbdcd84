namespace MLNetHemorrhage.Numerics;

/// <summary>
/// The right-hand side B [rows, columns] of C = A·Bᵀ, stored in the order the kernel reads it: panels of 32 rows, each
/// [columns][32], the last panel padded with zeros.
/// </summary>
internal sealed class PackedMatrix
{
    private PackedMatrix(Matrix panels, int rows, int columns) => (Panels, Rows, Columns) = (panels, rows, columns);

    public const int PanelRows = 32;

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>One row per panel, columns * 32 values long.</summary>
    public Matrix Panels { get; }

    /// <summary>Packs B from a row source.</summary>
    public static PackedMatrix Pack(int rows, int columns, RowReader read, WorkerPool pool)
    {
        var panels = new Matrix((rows + PanelRows - 1) / PanelRows, checked(columns * PanelRows));
        pool.For(panels.Rows, p =>
        {
            var panel = panels.Row(p);
            var buffer = new float[columns];
            for (int r = 0; r < PanelRows && p * PanelRows + r < rows; r++)
            {
                read(p * PanelRows + r, buffer);
                for (int k = 0; k < columns; k++) panel[k * PanelRows + r] = buffer[k];
            }
        });
        return new(panels, rows, columns);
    }

    /// <summary>Packs B from memory.</summary>
    public static PackedMatrix Pack(MatrixView b, WorkerPool pool) => Pack(b.Rows, b.Columns, (r, d) => b.Row(r).CopyTo(d), pool);

    public delegate void RowReader(int row, Span<float> destination);
}
