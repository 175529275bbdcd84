using System.Text;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Models;

/// <summary>Writes and reads values of one built-in type or of vectors of it.</summary>
internal sealed record ValueCodec<T>(Action<BinaryWriter, T> Write, Func<BinaryReader, T> Read)
{
    public static ValueCodec<T> Instance { get; } = (ValueCodec<T>)ValueCodecs.For(typeof(T));
}

/// <summary>The codec of each type.</summary>
internal static class ValueCodecs
{
    public static object For(Type type) =>
        type == typeof(ReadOnlyMemory<char>) ? new ValueCodec<ReadOnlyMemory<char>>(WriteText, ReadText)
        : type == typeof(bool) ? new ValueCodec<bool>((w, v) => w.Write(v), r => r.ReadBoolean())
        : type == typeof(sbyte) ? new ValueCodec<sbyte>((w, v) => w.Write(v), r => r.ReadSByte())
        : type == typeof(byte) ? new ValueCodec<byte>((w, v) => w.Write(v), r => r.ReadByte())
        : type == typeof(short) ? new ValueCodec<short>((w, v) => w.Write(v), r => r.ReadInt16())
        : type == typeof(ushort) ? new ValueCodec<ushort>((w, v) => w.Write(v), r => r.ReadUInt16())
        : type == typeof(int) ? new ValueCodec<int>((w, v) => w.Write(v), r => r.ReadInt32())
        : type == typeof(uint) ? new ValueCodec<uint>((w, v) => w.Write(v), r => r.ReadUInt32())
        : type == typeof(long) ? new ValueCodec<long>((w, v) => w.Write(v), r => r.ReadInt64())
        : type == typeof(ulong) ? new ValueCodec<ulong>((w, v) => w.Write(v), r => r.ReadUInt64())
        : type == typeof(float) ? new ValueCodec<float>((w, v) => w.Write(v), r => r.ReadSingle())
        : type == typeof(double) ? new ValueCodec<double>((w, v) => w.Write(v), r => r.ReadDouble())
        : type == typeof(DateTime) ? new ValueCodec<DateTime>((w, v) => w.Write(v.ToBinary()), r => DateTime.FromBinary(r.ReadInt64()))
        : type == typeof(TimeSpan) ? new ValueCodec<TimeSpan>((w, v) => w.Write(v.Ticks), r => new(r.ReadInt64()))
        : Generic.Call<object>(typeof(ValueCodecs), nameof(OfVectors), type.GetGenericArguments());

    private static object OfVectors<T>() => new ValueCodec<VBuffer<T>>(WriteVector, ReadVector<T>);

    private static void WriteText(BinaryWriter writer, ReadOnlyMemory<char> text)
    {
        writer.Write(Encoding.UTF8.GetByteCount(text.Span));
        writer.Write(text.Span);
    }

    private static ReadOnlyMemory<char> ReadText(BinaryReader reader) =>
        Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadInt32())).AsMemory();

    private static void WriteVector<T>(BinaryWriter writer, VBuffer<T> vector)
    {
        writer.Write(vector.Length);
        foreach (var value in vector.DenseValues())
            ValueCodec<T>.Instance.Write(writer, value);
    }

    private static VBuffer<T> ReadVector<T>(BinaryReader reader)
    {
        var values = new T[reader.ReadInt32()];
        for (var i = 0; i < values.Length; i++)
            values[i] = ValueCodec<T>.Instance.Read(reader);
        return new(values.Length, values);
    }
}
