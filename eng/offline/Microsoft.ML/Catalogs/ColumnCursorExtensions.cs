using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Reads one column.</summary>
public static class ColumnCursorExtensions
{
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName) => data.GetColumn<T>(data.Schema[columnName]);

    public static IEnumerable<T> GetColumn<T>(this IDataView data, DataViewSchema.Column column)
    {
        ArgumentNullException.ThrowIfNull(data);
        var vector = column.Type as VectorDataViewType;
        if (column.Type.RawType == typeof(T))
            return Read(data, column, (T value) => value);
        if (typeof(T) == typeof(string) && column.Type is TextDataViewType)
            return Read(data, column, (ReadOnlyMemory<char> text) => (T)(object)text.ToString());
        if (typeof(T) == typeof(string[]) && vector?.ItemType is TextDataViewType)
            return Read(data, column, (VBuffer<ReadOnlyMemory<char>> texts) => (T)(object)texts.DenseValues().Select(text => text.ToString()).ToArray());
        if (vector is not null && typeof(T) == vector.ItemType.RawType.MakeArrayType())
            return Generic.Call<IEnumerable<T>>(typeof(ColumnCursorExtensions), nameof(ReadArrays), [vector.ItemType.RawType], data, column);
        throw new ArgumentOutOfRangeException(nameof(column), $"Cannot map column (name: {column.Name}, type: {column.Type}) in data to the user-defined type, {typeof(T)}.");
    }

    private static IEnumerable<TItem[]> ReadArrays<TItem>(IDataView data, DataViewSchema.Column column) =>
        Read(data, column, (VBuffer<TItem> vector) => vector.DenseValues().ToArray());

    private static IEnumerable<T> Read<TRaw, T>(IDataView data, DataViewSchema.Column column, Func<TRaw, T> convert)
    {
        using var cursor = data.GetRowCursor([column]);
        var get = cursor.GetGetter<TRaw>(column);
        TRaw value = default;
        while (cursor.MoveNext())
        {
            get(ref value);
            yield return convert(value);
        }
    }
}
