using System.Runtime.InteropServices;

namespace MLNetHemorrhage.Checkpoints.Gguf;

/// <summary>A metadata value: a number, a truth value, a text, or an array of those as a .NET array.</summary>
internal static class GgufValue
{
    public static object Read(GgufCursor cursor, string key)
    {
        var kind = Kind(cursor, key);
        if (kind != GgufKind.Array) return Scalar(cursor, kind, key);
        kind = Kind(cursor, key);
        int size = kind is GgufKind.Text ? sizeof(ulong) : Size(kind);
        if (size == 0) throw Error(cursor, key, "an array of numbers, truth values or texts", "an array of arrays");
        int count = cursor.Count($"values of {key}", size);
        if (kind == GgufKind.Text)
        {
            var texts = new string[count];
            for (int i = 0; i < count; i++) texts[i] = cursor.Text(key);
            return texts;
        }
        var bytes = cursor.Take((long)count * size, key);
        return kind switch
        {
            GgufKind.Float32 => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
            GgufKind.Int32 => MemoryMarshal.Cast<byte, int>(bytes).ToArray(),
            GgufKind.UInt32 => MemoryMarshal.Cast<byte, uint>(bytes).ToArray(),
            _ => bytes.ToArray(), // no reader asks for arrays of the others
        };
    }

    private static object Scalar(GgufCursor cursor, GgufKind kind, string key)
    {
        if (kind == GgufKind.Text) return cursor.Text(key);
        var bytes = cursor.Take(Size(kind), key);
        return kind switch
        {
            GgufKind.UInt8 => (long)bytes[0],
            GgufKind.Int8 => (long)(sbyte)bytes[0],
            GgufKind.UInt16 => (long)MemoryMarshal.Read<ushort>(bytes),
            GgufKind.Int16 => (long)MemoryMarshal.Read<short>(bytes),
            GgufKind.UInt32 => (long)MemoryMarshal.Read<uint>(bytes),
            GgufKind.Int32 => (long)MemoryMarshal.Read<int>(bytes),
            GgufKind.UInt64 => MemoryMarshal.Read<long>(bytes) is var value && value >= 0 ? value : throw Error(cursor, key, "an integer below 2^63", $"{(ulong)value}"),
            GgufKind.Int64 => MemoryMarshal.Read<long>(bytes),
            GgufKind.Float32 => (double)MemoryMarshal.Read<float>(bytes),
            GgufKind.Float64 => MemoryMarshal.Read<double>(bytes),
            _ => bytes[0] <= 1 ? bytes[0] == 1 : throw Error(cursor, key, "0 or 1 as a truth value", $"{bytes[0]}"),
        };
    }

    private static GgufKind Kind(GgufCursor cursor, string key)
    {
        uint kind = cursor.UInt32($"the type of {key}");
        return kind <= (uint)GgufKind.Float64 ? (GgufKind)kind : throw Error(cursor, key, "a type from 0 to 12", $"{kind}");
    }

    private static int Size(GgufKind kind) => kind switch
    {
        GgufKind.UInt8 or GgufKind.Int8 or GgufKind.Boolean => 1,
        GgufKind.UInt16 or GgufKind.Int16 => 2,
        GgufKind.UInt32 or GgufKind.Int32 or GgufKind.Float32 => 4,
        GgufKind.UInt64 or GgufKind.Int64 or GgufKind.Float64 => 8,
        _ => 0,
    };

    private static HemorrhageException Error(GgufCursor cursor, string key, string expected, string found) =>
        CheckpointError.File(cursor.File, $"{expected} under {CheckpointError.Quote(key)}", found);
}
