using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>Cuts rows into tasks large enough to be worth handing to a thread.</summary>
internal static class RowTasks
{
    private const int ElementsPerTask = 1 << 15;

    /// <summary>Calls <paramref name="body"/> with ranges [first, end) that together cover all rows.</summary>
    public static void For(WorkerPool pool, int rows, int columns, Action<int, int> body)
    {
        int rowsPerTask = Math.Max(1, ElementsPerTask / Math.Max(1, columns));
        pool.For((rows + rowsPerTask - 1) / rowsPerTask, t => body(t * rowsPerTask, Math.Min(rows, (t + 1) * rowsPerTask)));
    }
}
