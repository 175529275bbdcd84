using Microsoft.ML.Runtime;

namespace Microsoft.ML.Rows;

/// <summary>A getter of a column whose type is known only at run time.</summary>
internal static class RowGetters
{
    public static Delegate Of(DataViewRow row, DataViewSchema.Column column) =>
        Generic.Call<Delegate>(typeof(RowGetters), nameof(Typed), [column.Type.RawType], row, column);

    /// <summary>The current value, boxed.</summary>
    public static Func<object> Boxed(DataViewRow row, DataViewSchema.Column column) =>
        Generic.Call<Func<object>>(typeof(RowGetters), nameof(BoxedTyped), [column.Type.RawType], row, column);

    private static ValueGetter<T> Typed<T>(DataViewRow row, DataViewSchema.Column column) => row.GetGetter<T>(column);

    private static Func<object> BoxedTyped<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var get = row.GetGetter<T>(column);
        return () =>
        {
            T value = default;
            get(ref value);
            return value;
        };
    }
}
