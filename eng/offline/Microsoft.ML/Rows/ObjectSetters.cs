using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Rows;

/// <summary>Writes columns into the members of a user's object.</summary>
internal static class ObjectSetters
{
    public static Action<TRow> For<TRow>(MemberColumn member, DataViewSchema.Column column, DataViewRow row)
    {
        var type = member.MemberType;
        var (method, value) =
            type == typeof(string) ? (nameof(Text), null)
            : type == typeof(string[]) ? (nameof(Texts), null)
            : type.IsArray ? (nameof(Array), type.GetElementType())
            : column.Type is VectorDataViewType vector ? (nameof(Vector), vector.ItemType.RawType)
            : (nameof(Direct), type);
        Type[] arguments = value is null ? [typeof(TRow)] : [typeof(TRow), value];
        return Generic.Call<Action<TRow>>(typeof(ObjectSetters), method, arguments, member, column, row);
    }

    private static Action<TRow> Text<TRow>(MemberColumn member, DataViewSchema.Column column, DataViewRow row)
    {
        var write = MemberAccess.Writer<TRow, string>(member.Member);
        var get = row.GetGetter<ReadOnlyMemory<char>>(column);
        ReadOnlyMemory<char> value = default;
        return target =>
        {
            get(ref value);
            write(target, value.ToString());
        };
    }

    private static Action<TRow> Texts<TRow>(MemberColumn member, DataViewSchema.Column column, DataViewRow row)
    {
        var write = MemberAccess.Writer<TRow, string[]>(member.Member);
        var get = row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column);
        VBuffer<ReadOnlyMemory<char>> value = default;
        return target =>
        {
            get(ref value);
            write(target, [.. value.DenseValues().Select(text => text.ToString())]);
        };
    }

    private static Action<TRow> Array<TRow, TValue>(MemberColumn member, DataViewSchema.Column column, DataViewRow row)
    {
        var write = MemberAccess.Writer<TRow, TValue[]>(member.Member);
        var read = MemberAccess.Reader<TRow, TValue[]>(member.Member);
        var get = row.GetGetter<VBuffer<TValue>>(column);
        VBuffer<TValue> value = default;
        return target =>
        {
            get(ref value);
            var array = read(target);
            if (array?.Length != value.Length)
                array = new TValue[value.Length];
            value.CopyTo(array);
            write(target, array);
        };
    }

    private static Action<TRow> Vector<TRow, TValue>(MemberColumn member, DataViewSchema.Column column, DataViewRow row)
    {
        var write = MemberAccess.Writer<TRow, VBuffer<TValue>>(member.Member);
        var read = MemberAccess.Reader<TRow, VBuffer<TValue>>(member.Member);
        var get = row.GetGetter<VBuffer<TValue>>(column);
        return target =>
        {
            var value = read(target);
            get(ref value);
            write(target, value);
        };
    }

    private static Action<TRow> Direct<TRow, TValue>(MemberColumn member, DataViewSchema.Column column, DataViewRow row)
    {
        var write = MemberAccess.Writer<TRow, TValue>(member.Member);
        var get = row.GetGetter<TValue>(column);
        TValue value = default;
        return target =>
        {
            get(ref value);
            write(target, value);
        };
    }
}
