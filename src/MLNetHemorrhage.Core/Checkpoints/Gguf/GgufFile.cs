using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints.Gguf;

/// <summary>
/// A GGUF file, version 2 or 3, little-endian: magic, version, counts, metadata, tensor descriptions, padding, data. All of it is checked
/// before any tensor is used: types, shapes, and that the tensors lie end to end, each at a multiple of the alignment, inside the file.
/// </summary>
internal sealed class GgufFile
{
    public const string AlignmentKey = "general.alignment";
    public const int DefaultAlignment = 32;

    /// <summary>The version that is written.</summary>
    public const uint Version = 3;

    private const int MostDimensions = 4, LongestName = 1 << 16;

    private readonly Dictionary<string, GgufTensor> _tensors = new(StringComparer.Ordinal);
    private readonly ByteRegion _data;

    private GgufFile(GgufMetadata metadata, IReadOnlyList<GgufTensor> tensors, ByteRegion data)
    {
        Metadata = metadata;
        Tensors = tensors;
        _tensors = tensors.ToDictionary(t => t.Name, StringComparer.Ordinal);
        _data = data;
    }

    public static ReadOnlySpan<byte> Magic => "GGUF"u8;

    public static bool IsAt(ByteRegion bytes) => bytes.Slice(0, (int)Math.Min(Magic.Length, bytes.Length)).SequenceEqual(Magic);

    public string Name => Metadata.File;

    public GgufMetadata Metadata { get; }

    public IReadOnlyList<GgufTensor> Tensors { get; }

    public GgufTensor? Find(string name) => _tensors.GetValueOrDefault(name);

    public ByteRegion Bytes(GgufTensor tensor) => _data.Part(tensor.Offset, tensor.ByteLength);

    /// <exception cref="HemorrhageException">The file is damaged, of another version, or has tensors of types that are not read.</exception>
    public static GgufFile Parse(ByteRegion bytes, string file)
    {
        var cursor = new GgufCursor(bytes, file);
        if (!cursor.Take(Math.Min(Magic.Length, cursor.Left), "magic").SequenceEqual(Magic)) throw CheckpointError.File(file, "a GGUF file", "another magic");
        uint version = cursor.UInt32("version");
        if (version is not (2 or Version))
            throw CheckpointError.File(file, "GGUF version 2 or 3, little-endian", System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(version) <= 3 ? "a big-endian file" : $"version {version}");
        ulong tensorCount = cursor.UInt64("the number of tensors");
        var metadata = ReadMetadata(cursor);
        long alignment = ReadAlignment(metadata);
        if (tensorCount > (ulong)cursor.Left) throw CheckpointError.File(file, $"a number of tensors that {cursor.Left} bytes have room for", $"{tensorCount}");
        var tensors = new List<GgufTensor>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        long end = 0;
        while (tensors.Count < (int)tensorCount)
        {
            var tensor = ReadTensor(cursor, end);
            if (!names.Add(tensor.Name)) throw CheckpointError.Tensor(file, tensor.Name, "each tensor once", "it twice");
            tensors.Add(tensor);
            end = RoundUp(tensor.Offset + tensor.ByteLength, alignment);
        }

        long start = RoundUp(cursor.Position, alignment), length = Math.Max(0, bytes.Length - start);
        foreach (var tensor in tensors)
            if (tensor.Offset + tensor.ByteLength > length)
                throw CheckpointError.Tensor(file, tensor.Name, $"{tensor.ByteLength} bytes at {start + tensor.Offset}", $"the end of the file at {bytes.Length}");
        return new(metadata, tensors, length == 0 ? ByteRegion.Copy([]) : bytes.Part(start, length));
    }

    private static GgufMetadata ReadMetadata(GgufCursor cursor)
    {
        int count = cursor.Count("metadata values", leastBytes: 13);
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        var entries = new List<KeyValuePair<string, (long, long)>>();
        for (int i = 0; i < count; i++)
        {
            long start = cursor.Position;
            var key = cursor.Text("a key");
            if (key.Length > LongestName) throw CheckpointError.File(cursor.File, $"keys of at most {LongestName} characters", $"{key.Length}");
            if (!values.TryAdd(key, GgufValue.Read(cursor, key))) throw CheckpointError.File(cursor.File, $"the key {CheckpointError.Quote(key)} once", "it twice");
            entries.Add(new(key, (start, cursor.Position)));
        }
        return new(cursor.File, values, entries);
    }

    private static long ReadAlignment(GgufMetadata metadata)
    {
        int alignment = metadata.Integer(AlignmentKey, DefaultAlignment);
        return alignment > 0 && (alignment & (alignment - 1)) == 0 ? alignment : throw metadata.Error(AlignmentKey, "a power of two", $"{alignment}");
    }

    private static GgufTensor ReadTensor(GgufCursor cursor, long expectedOffset)
    {
        var name = cursor.Text("the name of a tensor");
        uint dimensions = cursor.UInt32("a number of dimensions");
        if (dimensions is 0 or > MostDimensions) throw CheckpointError.Tensor(cursor.File, name, $"1 to {MostDimensions} dimensions", $"{dimensions}");
        var shape = new long[dimensions];
        Int128 count = 1;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            ulong size = cursor.UInt64("a dimension");
            if (size is 0 or > int.MaxValue) throw CheckpointError.Tensor(cursor.File, name, $"dimensions from 1 to {int.MaxValue}", $"{size}");
            shape[d] = (long)size;
            count *= shape[d];
        }
        int id = (int)cursor.UInt32("a type");
        var type = GgufType.Find(id) ?? throw CheckpointError.Tensor(cursor.File, name, $"one of the types {GgufType.Names}", GgufType.Describe(id));
        if (shape[^1] % type.BlockLength != 0)
            throw CheckpointError.Tensor(cursor.File, name, $"rows of a multiple of {type.BlockLength} weights, the block length of {type.Name}", $"{shape[^1]}");
        var length = count / type.BlockLength * type.BlockBytes;
        if (length > long.MaxValue / 4) throw CheckpointError.Tensor(cursor.File, name, "a tensor that fits into a file", $"shape {CheckpointError.Shape(shape)}");
        ulong offset = cursor.UInt64("an offset");
        if (offset != (ulong)expectedOffset) throw CheckpointError.Tensor(cursor.File, name, $"the offset {expectedOffset}, behind the tensor before", $"{offset}");
        return new(name, type, shape, expectedOffset, (long)length);
    }

    /// <summary>The next multiple of an alignment that is a power of two.</summary>
    public static long RoundUp(long value, long alignment) => (value + alignment - 1) & -alignment;
}
