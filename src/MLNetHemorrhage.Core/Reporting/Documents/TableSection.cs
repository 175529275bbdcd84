using System.Collections;

namespace MLNetHemorrhage.Reporting;

/// <summary>A part of a report that is a table. Rows are added as <c>{ cells }</c> of a collection initializer or with <see cref="Add"/>.</summary>
/// <param name="title">Its heading; empty where it needs none.</param>
/// <param name="columns">The columns, at least one.</param>
public sealed class TableSection(string title, IEnumerable<ReportColumn> columns) : ReportSection(title), IEnumerable<IReadOnlyList<ReportCell>>
{
    private readonly List<IReadOnlyList<ReportCell>> _rows = [];

    /// <summary>The columns.</summary>
    public IReadOnlyList<ReportColumn> Columns { get; } = [.. columns];

    /// <summary>The rows; each has a cell for every column.</summary>
    public IReadOnlyList<IReadOnlyList<ReportCell>> Rows => _rows;

    /// <summary>Adds a row.</summary>
    /// <param name="cells">The cells from the left; those that are not given are missing.</param>
    /// <exception cref="ArgumentException">There are more cells than columns.</exception>
    public void Add(params IReadOnlyList<ReportCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Count > Columns.Count) throw new ArgumentException($"A row of {Columns.Count} columns has {cells.Count} cells.", nameof(cells));
        _rows.Add([.. cells, .. Enumerable.Repeat(ReportCell.Missing, Columns.Count - cells.Count)]);
    }

    IEnumerator<IReadOnlyList<ReportCell>> IEnumerable<IReadOnlyList<ReportCell>>.GetEnumerator() => _rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _rows.GetEnumerator();
}
