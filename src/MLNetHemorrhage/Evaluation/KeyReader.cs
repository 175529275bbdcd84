using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetHemorrhage.Evaluation;

/// <summary>Reads the key of the current row from a column of text, whole numbers or ML.NET keys, or from the id of the row.</summary>
internal static class KeyReader
{
    public const string Expected = "String, a whole number or a key";

    public static bool CanRead(DataViewType type) =>
        type is TextDataViewType or KeyDataViewType || (type is NumberDataViewType && type != NumberDataViewType.Single && type != NumberDataViewType.Double);

    public static Func<RowKey> OfId(DataViewRow row)
    {
        var get = row.GetIdGetter();
        return () =>
        {
            DataViewRowId id = default;
            get(ref id);
            return new(null, new(id.High, id.Low));
        };
    }

    public static Func<RowKey> Of(DataViewRow row, DataViewSchema.Column column) => Type.GetTypeCode(column.Type.RawType) switch
    {
        TypeCode.SByte => Number<sbyte>(row, column),
        TypeCode.Byte => Number<byte>(row, column),
        TypeCode.Int16 => Number<short>(row, column),
        TypeCode.UInt16 => Number<ushort>(row, column),
        TypeCode.Int32 => Number<int>(row, column),
        TypeCode.UInt32 => Number<uint>(row, column),
        TypeCode.Int64 => Number<long>(row, column),
        TypeCode.UInt64 => Number<ulong>(row, column),
        _ => Text(row, column),
    };

    private static Func<RowKey> Number<T>(DataViewRow row, DataViewSchema.Column column) where T : IBinaryInteger<T>
    {
        var get = row.GetGetter<T>(column);
        bool zeroIsMissing = column.Type is KeyDataViewType;
        return () =>
        {
            T value = T.Zero;
            get(ref value);
            if (zeroIsMissing && T.IsZero(value))
                throw new HemorrhageException($"row {row.Position}: expected a key in column '{column.Name}', found a missing value.");
            return new(null, Int128.CreateChecked(value));
        };
    }

    private static Func<RowKey> Text(DataViewRow row, DataViewSchema.Column column)
    {
        var get = row.GetGetter<ReadOnlyMemory<char>>(column);
        return () =>
        {
            ReadOnlyMemory<char> value = default;
            get(ref value);
            return new(value.ToString(), 0);
        };
    }
}
