using System.Globalization;
using System.Reflection;
using Microsoft.ML.Data;
using Microsoft.ML.Rows;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Text;

/// <summary>A column of a text file: the fields it is read from and the type they are parsed to.</summary>
internal sealed record TextColumn(string Name, DataViewType Type, int Start, int Count)
{
    public static TextColumn[] Of(Type type)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance;
        MemberInfo[] members = [.. type.GetFields(Public), .. type.GetProperties(Public).Where(p => p.GetGetMethod() is not null && p.GetIndexParameters().Length == 0)];
        if (members.Length == 0)
            throw new ArgumentOutOfRangeException("TInput", "Should define at least one public, readable field or property in TInput.");
        return [.. members.Select(Of)];
    }

    /// <summary>A getter that parses the fields of the current record.</summary>
    public Delegate Getter(Func<List<string>> record) => Type is VectorDataViewType vector
        ? Generic.Call<Delegate>(typeof(TextColumn), nameof(Vector), [vector.ItemType.RawType], this, record)
        : Generic.Call<Delegate>(typeof(TextColumn), nameof(Scalar), [Type.RawType], this, record);

    private static TextColumn Of(MemberInfo member)
    {
        var source = member.GetCustomAttribute<LoadColumnAttribute>()
            ?? throw new InvalidOperationException($"{(member is FieldInfo ? "Field" : "Property")} '{member.Name}' is missing the LoadColumnAttribute attribute");
        var item = PrimitiveTypeMap.Find(MemberColumn.ItemTypeOf(MemberColumn.TypeOf(member), out var isVector))
            ?? throw new InvalidOperationException($"{(member is FieldInfo ? "Field" : "Property")} {member.Name} is of unsupported type.");
        if (isVector != source.Count > 1 || member.IsDefined(typeof(KeyTypeAttribute)))
            throw new NotSupportedException($"The offline stand-in of Microsoft.ML reads several fields into an array and one into a scalar, and no keys; '{member.Name}' needs the Microsoft.ML package.");
        var name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;
        return new(name, isVector ? new VectorDataViewType(item, source.Count) : item, source.Start, source.Count);
    }

    private static ValueGetter<T> Scalar<T>(TextColumn column, Func<List<string>> record) =>
        (ref T value) => value = Parse<T>(record().ElementAtOrDefault(column.Start));

    private static ValueGetter<VBuffer<T>> Vector<T>(TextColumn column, Func<List<string>> record) => (ref VBuffer<T> value) =>
    {
        var fields = record();
        var editor = VBufferEditor.Create(ref value, column.Count);
        for (var i = 0; i < column.Count; i++)
            editor.Values[i] = Parse<T>(fields.ElementAtOrDefault(column.Start + i));
        value = editor.Commit();
    };

    private static T Parse<T>(string text) => (T)Parse(text ?? "", typeof(T));

    /// <summary>An empty number is 0; a floating-point number that cannot be read is missing.</summary>
    private static object Parse(string text, Type type)
    {
        if (type == typeof(ReadOnlyMemory<char>))
            return text.AsMemory();
        if (type == typeof(bool))
            return text is "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase);
        if (text.Length == 0)
            return Activator.CreateInstance(type);
        if (type == typeof(float))
            return float.TryParse(text, NumberStyles.Float, NumberFormatInfo.InvariantInfo, out var single) ? single : float.NaN;
        if (type == typeof(double))
            return double.TryParse(text, NumberStyles.Float, NumberFormatInfo.InvariantInfo, out var value) ? value : double.NaN;
        return Convert.ChangeType(text, type, NumberFormatInfo.InvariantInfo);
    }
}
