namespace MLNetHemorrhage.Numerics;

/// <summary>How a product is cut into tasks: <see cref="RowBlocks"/> times <see cref="ColumnBlocks"/> rectangles of C.</summary>
internal readonly record struct GemmGrid(int RowBlocks, int ColumnBlocks)
{
    // A packed slice of this many rows takes half of a 2 MiB second-level cache.
    private const int MostRows = 518;
    private const int LeastColumnPanels = 2;

    // Nanoseconds, measured within a factor of two; only their relation matters.
    private const double MultiplyAdd = 0.02;
    private const double PackElement = 0.35;
    private const double ReadElement = 0.1;
    private const double LeastTask = 25_000;

    public int Count => RowBlocks * ColumnBlocks;

    public static GemmGrid For(in GemmProblem problem, int threads)
    {
        int rowPanels = problem.RowPanels, columnPanels = problem.ColumnPanels;
        double panelB = problem.B.IsPacked ? ReadElement : PackElement;
        double rows = problem.C.Rows, columns = problem.C.Columns, depth = problem.B.Depth;
        int leastRowBlocks = (rowPanels * problem.PanelRows + MostRows - 1) / MostRows;
        double work = columns * depth * (rows * MultiplyAdd + 4 * ReadElement);
        int tasks = threads == 1 ? 1 : (int)Math.Min(threads * (problem.LowerOnly ? 4.0 : 2.0), work / LeastTask);
        var best = new GemmGrid(leastRowBlocks, 1);
        double least = double.PositiveInfinity;
        for (int rowBlocks = leastRowBlocks; rowBlocks <= Math.Max(leastRowBlocks, Math.Min(tasks, rowPanels)); rowBlocks++)
        {
            int columnBlocks = Math.Clamp((tasks + rowBlocks - 1) / rowBlocks, 1, Math.Max(1, columnPanels / LeastColumnPanels));
            double cost = columnBlocks * rows * PackElement + rowBlocks * columns * panelB;
            // Fewer tasks than asked for leave threads idle.
            if (rowBlocks * columnBlocks < tasks) cost += rows * columns * MultiplyAdd;
            if (cost >= least) continue;
            least = cost;
            best = new(rowBlocks, columnBlocks);
        }
        return best;
    }
}
