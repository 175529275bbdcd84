using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Rows;

/// <summary>Getters that read the members of a user's object.</summary>
internal static class ObjectGetters
{
    public static Delegate For<TRow>(MemberColumn column, Func<TRow> current)
    {
        var type = column.MemberType;
        var (method, value) =
            type == typeof(string) ? (nameof(Text), null)
            : type == typeof(string[]) ? (nameof(Texts), null)
            : type.IsArray ? (nameof(Array), type.GetElementType())
            : column.Type is VectorDataViewType vector ? (nameof(Vector), vector.ItemType.RawType)
            : column.Type is KeyDataViewType ? (nameof(Key), type)
            : (nameof(Direct), type);
        Type[] arguments = value is null ? [typeof(TRow)] : [typeof(TRow), value];
        return Generic.Call<Delegate>(typeof(ObjectGetters), method, arguments, column, current);
    }

    private static ValueGetter<ReadOnlyMemory<char>> Text<TRow>(MemberColumn column, Func<TRow> current)
    {
        var read = MemberAccess.Reader<TRow, string>(column.Member);
        return (ref ReadOnlyMemory<char> value) => value = read(current()).AsMemory();
    }

    private static ValueGetter<VBuffer<ReadOnlyMemory<char>>> Texts<TRow>(MemberColumn column, Func<TRow> current)
    {
        var read = MemberAccess.Reader<TRow, string[]>(column.Member);
        return (ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            var items = read(current()) ?? [];
            var editor = VBufferEditor.Create(ref value, items.Length);
            for (var i = 0; i < items.Length; i++)
                editor.Values[i] = items[i].AsMemory();
            value = editor.Commit();
        };
    }

    private static ValueGetter<VBuffer<TValue>> Array<TRow, TValue>(MemberColumn column, Func<TRow> current)
    {
        var read = MemberAccess.Reader<TRow, TValue[]>(column.Member);
        return (ref VBuffer<TValue> value) =>
        {
            var items = read(current()) ?? [];
            var editor = VBufferEditor.Create(ref value, items.Length);
            items.CopyTo(editor.Values);
            value = editor.Commit();
        };
    }

    private static ValueGetter<VBuffer<TValue>> Vector<TRow, TValue>(MemberColumn column, Func<TRow> current)
    {
        var read = MemberAccess.Reader<TRow, VBuffer<TValue>>(column.Member);
        return (ref VBuffer<TValue> value) => read(current()).CopyTo(ref value);
    }

    /// <summary>Members count keys from 0, columns from 1; what is out of range is missing.</summary>
    private static ValueGetter<TValue> Key<TRow, TValue>(MemberColumn column, Func<TRow> current)
    {
        var read = MemberAccess.Reader<TRow, TValue>(column.Member);
        var count = ((KeyDataViewType)column.Type).Count;
        return (ref TValue value) =>
        {
            var key = Convert.ToUInt64(read(current()), CultureInfo.InvariantCulture);
            value = (TValue)Convert.ChangeType(key < count ? key + 1 : 0, typeof(TValue), CultureInfo.InvariantCulture);
        };
    }

    private static ValueGetter<TValue> Direct<TRow, TValue>(MemberColumn column, Func<TRow> current)
    {
        var read = MemberAccess.Reader<TRow, TValue>(column.Member);
        return (ref TValue value) => value = read(current());
    }
}
