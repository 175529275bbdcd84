using System.Buffers.Binary;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>
/// A safetensors file: 8 bytes of header length, a JSON header, then the values of all tensors without holes. Everything the
/// header says is checked here, so that a tensor's bytes are inside the file and as many as its shape and type need.
/// </summary>
internal sealed class SafetensorsFile
{
    private const int LengthBytes = sizeof(ulong);

    /// <summary>The cap of the reference implementation, in bytes.</summary>
    private const ulong LongestHeader = 100_000_000;

    private readonly ByteRegion _data;

    private SafetensorsFile(string name, ByteRegion data, List<StoredTensor> tensors, Dictionary<string, string> metadata)
    {
        Name = name;
        _data = data;
        Tensors = tensors;
        Metadata = metadata;
    }

    /// <summary>The path, or another name for messages.</summary>
    public string Name { get; }

    /// <summary>The tensors in the order of their bytes.</summary>
    public IReadOnlyList<StoredTensor> Tensors { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public static SafetensorsFile Open(string path) => Parse(MappedFile.Open(path), path);

    public static SafetensorsFile Parse(ByteRegion bytes, string name)
    {
        if (bytes.Length < LengthBytes)
            throw CheckpointError.File(name, $"a safetensors file of at least {LengthBytes} bytes", $"{bytes.Length}");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(0, LengthBytes));
        if (length > LongestHeader)
            throw CheckpointError.File(name, $"a safetensors header of at most {LongestHeader} bytes", $"a length of {length}");
        long dataStart = LengthBytes + (long)length;
        if (dataStart > bytes.Length)
            throw CheckpointError.File(name, $"{dataStart} bytes for the header and its length", $"a file of {bytes.Length}");

        var (tensors, metadata) = SafetensorsHeader.Parse(bytes.Slice(LengthBytes, (int)length), name);
        var data = bytes.Part(dataStart, bytes.Length - dataStart);
        return new(name, data, InOrder(tensors, data.Length, name), metadata);
    }

    /// <summary>The values of a tensor of this file.</summary>
    public ByteRegion Bytes(StoredTensor tensor) => _data.Part(tensor.Start, tensor.ByteLength);

    private static List<StoredTensor> InOrder(List<StoredTensor> tensors, long dataLength, string file)
    {
        List<StoredTensor> ordered = [.. tensors.OrderBy(t => t.Start).ThenBy(t => t.End)];
        long position = 0;
        foreach (var tensor in ordered)
        {
            if (tensor.End < tensor.Start)
                throw CheckpointError.Tensor(file, tensor.Name, "data_offsets in rising order", $"[{tensor.Start}, {tensor.End}]");
            if (tensor.End > dataLength)
                throw CheckpointError.Tensor(file, tensor.Name, $"data_offsets inside {dataLength} bytes of values", $"[{tensor.Start}, {tensor.End}]");
            if (tensor.Start != position)
                throw CheckpointError.Tensor(file, tensor.Name, $"values that start at {position}", $"{(tensor.Start < position ? "an overlap" : "a hole")}: {tensor.Start}");
            RequireLength(tensor, file);
            position = tensor.End;
        }
        if (position != dataLength)
            throw CheckpointError.File(file, $"{position} bytes of values, the end of the last tensor", $"{dataLength}");
        return ordered;
    }

    private static void RequireLength(StoredTensor tensor, string file)
    {
        Int128 expected = tensor.Type.Size;
        foreach (long size in tensor.Shape)
        {
            expected *= size;
            if (expected > long.MaxValue)
                throw CheckpointError.Tensor(file, tensor.Name, "a shape of fewer than 2^63 bytes", CheckpointError.Shape(tensor.Shape));
        }
        if (expected != tensor.ByteLength)
            throw CheckpointError.Tensor(file, tensor.Name, $"{expected} bytes for {tensor.Type.Name} {CheckpointError.Shape(tensor.Shape)}", $"{tensor.ByteLength}");
    }
}
