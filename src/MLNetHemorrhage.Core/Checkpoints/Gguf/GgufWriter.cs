using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace MLNetHemorrhage.Checkpoints.Gguf;

/// <summary>Writes GGUF files, version 3: metadata in the order given, tensors end to end, each at the next multiple of the alignment.</summary>
internal sealed class GgufWriter
{
    private readonly ArrayBufferWriter<byte> _metadata = new();
    private readonly List<GgufOutput> _tensors = [];
    private ulong _count;

    public void Add(string key, string value) => Entry(key, GgufKind.Text, () => Text(value));

    public void Add(string key, int value) => Entry(key, GgufKind.UInt32, () => Number((uint)value));

    public void Add(string key, double value) => Entry(key, GgufKind.Float32, () => Number((float)value));

    public void Add(string key, bool value) => Entry(key, GgufKind.Boolean, () => _metadata.Write([value ? (byte)1 : (byte)0]));

    public void Add(string key, string[] values) => Entry(key, GgufKind.Array, () =>
    {
        ArrayHeader(GgufKind.Text, values.Length);
        foreach (var value in values) Text(value);
    });

    public void Add(string key, float[] values) => Entry(key, GgufKind.Array, () =>
    {
        ArrayHeader(GgufKind.Float32, values.Length);
        _metadata.Write(MemoryMarshal.AsBytes<float>(values));
    });

    public void Add(string key, int[] values) => Entry(key, GgufKind.Array, () =>
    {
        ArrayHeader(GgufKind.Int32, values.Length);
        _metadata.Write(MemoryMarshal.AsBytes<int>(values));
    });

    public void Add(GgufOutput tensor) => _tensors.Add(tensor);

    /// <summary>Writes the whole file; the same model gives the same bytes.</summary>
    public void WriteTo(Stream stream)
    {
        var header = new ArrayBufferWriter<byte>();
        header.Write(GgufFile.Magic);
        Number(header, GgufFile.Version);
        Number(header, (ulong)_tensors.Count);
        Number(header, _count);
        header.Write(_metadata.WrittenSpan);
        long offset = 0;
        foreach (var tensor in _tensors)
        {
            Text(header, tensor.Name);
            Number(header, (uint)tensor.Shape.Length);
            foreach (long size in tensor.Shape.Reverse()) Number(header, (ulong)size);
            Number(header, (uint)tensor.Type.Id);
            Number(header, (ulong)offset);
            offset = GgufFile.RoundUp(offset + tensor.ByteLength, GgufFile.DefaultAlignment);
        }
        stream.Write(header.WrittenSpan);
        Pad(stream, header.WrittenCount);
        foreach (var tensor in _tensors)
        {
            tensor.Write(stream);
            Pad(stream, tensor.ByteLength);
        }
    }

    private void Entry(string key, GgufKind kind, Action write)
    {
        Text(key);
        Number((uint)kind);
        write();
        _count++;
    }

    private void ArrayHeader(GgufKind kind, int count)
    {
        Number((uint)kind);
        Number(_metadata, (ulong)count);
    }

    private void Text(string value) => Text(_metadata, value);

    private void Number(uint value) => Number(_metadata, value);

    private void Number(float value) => Number(_metadata, BitConverter.SingleToUInt32Bits(value));

    private static void Text(ArrayBufferWriter<byte> to, string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        Number(to, (ulong)utf8.Length);
        to.Write(utf8);
    }

    private static void Number(ArrayBufferWriter<byte> to, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(to.GetSpan(sizeof(uint)), value);
        to.Advance(sizeof(uint));
    }

    private static void Number(ArrayBufferWriter<byte> to, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(to.GetSpan(sizeof(ulong)), value);
        to.Advance(sizeof(ulong));
    }

    private static void Pad(Stream stream, long length)
    {
        for (long end = GgufFile.RoundUp(length, GgufFile.DefaultAlignment); length < end; length++) stream.WriteByte(0);
    }
}
