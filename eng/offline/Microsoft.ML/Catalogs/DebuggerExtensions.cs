using Microsoft.ML.Data;
using Microsoft.ML.Rows;

namespace Microsoft.ML;

/// <summary>Shows the first rows of a table.</summary>
public static class DebuggerExtensions
{
    public static DataDebuggerPreview Preview(this IDataView data, int maxRows = 100)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(maxRows);
        var rows = new List<object[]>();
        using var cursor = data.GetRowCursor(data.Schema);
        var getters = data.Schema.Select(column => RowGetters.Boxed(cursor, column)).ToArray();
        while (rows.Count < maxRows && cursor.MoveNext())
            rows.Add([.. getters.Select(get => get())]);
        return new(data.Schema, rows);
    }
}
