using Microsoft.ML.Data;

namespace Microsoft.ML.Rows;

/// <summary>The current value of a floating-point column.</summary>
internal static class NumberGetters
{
    public static Func<double> Of(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type == NumberDataViewType.Double)
        {
            var getDouble = row.GetGetter<double>(column);
            return () =>
            {
                double value = 0;
                getDouble(ref value);
                return value;
            };
        }
        var getSingle = row.GetGetter<float>(column);
        return () =>
        {
            float value = 0;
            getSingle(ref value);
            return value;
        };
    }
}
