namespace MLNetHemorrhage.Reporting;

/// <summary>One column of a table.</summary>
/// <param name="Header">What stands above it.</param>
/// <param name="Key">Its name for programs, as in JSON: "lnRatio".</param>
/// <param name="Unit">Unit of its numbers, shown after the header: "%", "bytes".</param>
/// <param name="Right">Whether it is a column of numbers, aligned to the right.</param>
/// <param name="Detail">Whether it is left out where there is little room: in the terminal.</param>
public sealed record ReportColumn(string Header, string Key, string? Unit = null, bool Right = false, bool Detail = false)
{
    /// <summary>Header and unit.</summary>
    public string Title => Unit is null ? Header : $"{Header} {Unit}";

    /// <summary>A column of numbers.</summary>
    /// <param name="header">What stands above it.</param>
    /// <param name="key">Its name for programs.</param>
    /// <param name="unit">Unit of its numbers; "%" for shares.</param>
    /// <param name="detail">Whether it is left out in the terminal.</param>
    /// <returns>The column.</returns>
    public static ReportColumn Number(string header, string key, string? unit = null, bool detail = false) => new(header, key, unit, Right: true, detail);

    /// <summary>A cell as this column shows it.</summary>
    /// <param name="cell">The cell.</param>
    /// <returns>The text, without a unit that the column names already.</returns>
    public string Show(ReportCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Show(sign: Unit != "%");
    }
}
