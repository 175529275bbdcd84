using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>Which weights of a matrix [rows, columns] go; made by one part of a method and applied by another.</summary>
internal sealed class PruningMask(int rows, int columns)
{
    private readonly bool[] _removed = new bool[checked(rows * columns)];

    /// <summary>Marks the weights that are zero already.</summary>
    public static PruningMask OfZeros(Matrix values, WorkerPool pool)
    {
        var mask = new PruningMask(values.Rows, values.Columns);
        pool.For(values.Rows, r =>
        {
            var row = values.Row(r);
            var marks = mask.Row(r);
            for (int c = 0; c < row.Length; c++) marks[c] = row[c] == 0;
        });
        return mask;
    }

    public int Rows => rows;

    public int Columns => columns;

    /// <summary>One row; true where the weight goes.</summary>
    public Span<bool> Row(int row) => _removed.AsSpan(row * columns, columns);

    /// <summary>Sets the weights that go to zero.</summary>
    public void Apply(Matrix values, WorkerPool pool)
    {
        Apply(values.View, pool);
        GC.KeepAlive(values);
    }

    /// <summary>The same for values that the caller keeps alive.</summary>
    public void Apply(MatrixView values, WorkerPool pool) => pool.For(rows, r =>
    {
        var row = values.Row(r);
        var removed = Row(r);
        for (int c = 0; c < row.Length; c++)
            if (removed[c]) row[c] = 0;
    });
}
