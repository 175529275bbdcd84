using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights.Storage;

/// <summary>
/// What a storage reads itself back from. Every parameter and every length is checked before it is used, and all of them must be used:
/// whatever the bytes are, the result is a matrix or a <see cref="HemorrhageException"/>.
/// </summary>
internal sealed class StoredReader(
    string where, int rows, int columns, IReadOnlyDictionary<string, JsonElement> parameters, ByteRegion bytes, HashSet<string>? used = null)
{
    private readonly HashSet<string> _used = used ?? [];
    private long _position;

    public int Rows => rows;

    public int Columns => columns;

    public long Count => (long)rows * columns;

    private long Left => bytes.Length - _position;

    /// <summary>Whether a parameter that may be left out is there.</summary>
    public bool Has(string name) => parameters.ContainsKey(name);

    public int Integer(string name, int least, int most)
    {
        var found = Parameter(name);
        return found.ValueKind == JsonValueKind.Number && found.TryGetInt32(out int value) && value >= least && value <= most
            ? value
            : throw Error($"an integer from {least} to {most} as {name}", Shown(found));
    }

    public bool Flag(string name)
    {
        var found = Parameter(name);
        return found.ValueKind is JsonValueKind.True or JsonValueKind.False ? found.GetBoolean() : throw Error($"true or false as {name}", Shown(found));
    }

    public ElementType Type(string name)
    {
        var found = Parameter(name);
        foreach (var type in Enum.GetValues<ElementType>())
            if (found.GetRawText() == $"\"{type.Name()}\"") return type;
        throw Error($"f32, bf16 or f16 as {name}", Shown(found));
    }

    public string Word(string name)
    {
        var found = Parameter(name);
        return found.ValueKind == JsonValueKind.String ? found.GetString()! : throw Error($"a word as {name}", Shown(found));
    }

    /// <summary>What is left, for a matrix of another width that is part of this one.</summary>
    public StoredReader Rest(int width) => new(where, rows, width, parameters, Region(Left), _used);

    /// <summary>The next bytes where they lie.</summary>
    public ByteRegion Region(Int128 length)
    {
        if (length > Left) throw Error($"{_position + length} bytes or more", $"{bytes.Length}");
        _position += (long)length;
        return bytes.Part(_position - (long)length, (long)length);
    }

    /// <summary>A copy of the next numbers.</summary>
    public T[] Array<T>(long count) where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        var region = Region((Int128)count * size);
        if (count > System.Array.MaxLength) throw Error($"parts of at most {System.Array.MaxLength} numbers", $"{count}");
        const int Chunk = 1 << 20;
        var values = GC.AllocateUninitializedArray<T>((int)count);
        for (int at = 0; at < values.Length; at += Chunk)
        {
            int length = Math.Min(Chunk, values.Length - at);
            region.Slice((long)at * size, length * size).CopyTo(MemoryMarshal.AsBytes(values.AsSpan(at, length)));
        }
        GC.KeepAlive(region);
        return values;
    }

    /// <summary>A bit for every weight.</summary>
    public BitMask Mask()
    {
        var words = Array<ulong>(BitMask.WordsFor(Count));
        long set = words.Sum(w => (long)BitOperations.PopCount(w));
        return set <= int.MaxValue ? new(rows, columns, words) : throw Error($"a mask with at most {int.MaxValue} bits set", $"{set}");
    }

    /// <summary>Throws where something was given that the storage did not ask for.</summary>
    public void RequireAllUsed()
    {
        if (parameters.Keys.FirstOrDefault(k => !_used.Contains(k)) is { } unknown)
            throw Error(_used.Count == 0 ? "no parameters" : $"the parameters {string.Join(", ", _used)} alone", Shown(unknown));
        if (Left != 0) throw Error($"{_position} bytes", $"{bytes.Length}");
    }

    public HemorrhageException Error(string expected, string found) => new($"{where}: expected {expected}, found {found}.");

    private JsonElement Parameter(string name)
    {
        _used.Add(name);
        return parameters.TryGetValue(name, out var value) ? value : throw Error($"a parameter {name}", "none");
    }

    private static string Shown(JsonElement value) => Shown(value.GetRawText());

    // Text from a file: short and on one line.
    private static string Shown(string text) => new([.. text.Take(40).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
}
