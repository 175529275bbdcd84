using Microsoft.ML.Data;
using Microsoft.ML.Models;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>A lookup table from values of one built-in type to values of another.</summary>
internal abstract class ValueMap
{
    public abstract PrimitiveDataViewType ValueType { get; }

    public static ValueMap Of<TIn, TOut>(IEnumerable<KeyValuePair<TIn, TOut>> pairs) =>
        Generic.Call<ValueMap>(typeof(ValueMap), nameof(Convert), [typeof(TIn), typeof(TOut), TypeOf(typeof(TIn)).RawType, TypeOf(typeof(TOut)).RawType], pairs);

    public static ValueMap Read(BinaryReader reader)
    {
        var (key, value) = (TypeCodec.Read(reader), TypeCodec.Read(reader));
        return Generic.Call<ValueMap>(typeof(ValueMap), nameof(ReadTyped), [key.RawType, value.RawType], reader);
    }

    public abstract Delegate Getter(DataViewRow input, DataViewSchema.Column source);

    public abstract void Write(BinaryWriter writer);

    private static PrimitiveDataViewType TypeOf(Type type) =>
        PrimitiveTypeMap.Find(type) ?? throw new InvalidOperationException($"Unsupported type {type} used in mapping.");

    private static ValueMap Convert<TIn, TOut, TKey, TValue>(IEnumerable<KeyValuePair<TIn, TOut>> pairs) =>
        new ValueMap<TKey, TValue>(pairs.Select(pair => new KeyValuePair<TKey, TValue>(ToRaw<TIn, TKey>(pair.Key), ToRaw<TOut, TValue>(pair.Value))));

    private static TRaw ToRaw<T, TRaw>(T value) =>
        typeof(T) == typeof(string) ? (TRaw)(object)((string)(object)value).AsMemory() : (TRaw)(object)value;

    private static ValueMap ReadTyped<TKey, TValue>(BinaryReader reader)
    {
        var (key, value) = (ValueCodec<TKey>.Instance, ValueCodec<TValue>.Instance);
        var pairs = new KeyValuePair<TKey, TValue>[reader.ReadInt32()];
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = new(key.Read(reader), value.Read(reader));
        return new ValueMap<TKey, TValue>(pairs);
    }
}

/// <summary>A lookup table; text values are handed out by reference.</summary>
internal sealed class ValueMap<TKey, TValue> : ValueMap
{
    private readonly Dictionary<TKey, TValue> _values = new(TextComparer.For<TKey>());

    public ValueMap(IEnumerable<KeyValuePair<TKey, TValue>> pairs)
    {
        foreach (var (key, value) in pairs)
        {
            if (!_values.TryAdd(key, value))
                throw new InvalidOperationException($"Duplicate keys in data '{key}'");
        }
    }

    public override PrimitiveDataViewType ValueType => PrimitiveTypeMap.Find(typeof(TValue));

    public override Delegate Getter(DataViewRow input, DataViewSchema.Column source)
    {
        var get = input.GetGetter<TKey>(source);
        TKey key = default;
        return (ValueGetter<TValue>)((ref TValue value) =>
        {
            get(ref key);
            value = _values.GetValueOrDefault(key);
        });
    }

    public override void Write(BinaryWriter writer)
    {
        TypeCodec.Write(writer, PrimitiveTypeMap.Find(typeof(TKey)));
        TypeCodec.Write(writer, ValueType);
        writer.Write(_values.Count);
        foreach (var (key, value) in _values)
        {
            ValueCodec<TKey>.Instance.Write(writer, key);
            ValueCodec<TValue>.Instance.Write(writer, value);
        }
    }
}
