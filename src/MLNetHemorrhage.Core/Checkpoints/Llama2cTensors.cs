using System.Runtime.InteropServices;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>Hands out the tensors of a llama2.c file one after the other; the file has no names, only an order.</summary>
internal sealed class Llama2cTensors(ByteRegion bytes, string file, Llama2cHeader header, bool validateValues)
{
    private long _position = header.ByteLength;

    public float[] Vector(string name, int length)
    {
        var part = Next(name, (long)length * sizeof(float));
        var values = new float[length];
        FloatConversion.ToSingle(ElementType.Float32, part.Slice(0, checked((int)part.Length)), values);
        GC.KeepAlive(part);
        return values;
    }

    public float[][] Vectors(Func<int, string> name, int count, int length) =>
        [.. Enumerable.Range(0, count).Select(i => Vector(name(i), length))];

    public WeightMatrix Matrix(string name, int rows, int columns) =>
        header.Version == 2
            ? Dequantize(name, rows, columns)
            : new DenseWeights(rows, columns, ElementType.Float32, Next(name, (long)rows * columns * sizeof(float)));

    public WeightMatrix[] Matrices(Func<int, string> name, int count, int rows, int columns) =>
        [.. Enumerable.Range(0, count).Select(i => Matrix(name(i), rows, columns))];

    public void Skip(long byteLength) => _position += byteLength;

    private ByteRegion Next(string name, long byteLength)
    {
        var part = bytes.Part(_position, byteLength);
        _position += byteLength;
        if (validateValues) ValueCheck.RequireFinite(part, ElementType.Float32, file, name);
        return part;
    }

    // Version 2: all int8 values of the tensor, then one f32 scale for every group of them.
    private unsafe DenseWeights Dequantize(string name, int rows, int columns)
    {
        var integers = bytes.Part(_position, (long)rows * columns);
        _position += integers.Length;
        var scales = bytes.Part(_position, integers.Length / header.GroupLength * sizeof(float));
        _position += scales.Length;
        var matrix = new Matrix(rows, columns);
        WorkerPool.Shared.For(rows, r =>
        {
            var row = MemoryMarshal.Cast<byte, sbyte>(integers.Slice((long)r * columns, columns));
            long firstGroup = (long)r * columns / header.GroupLength;
            var rowScales = MemoryMarshal.Cast<byte, float>(scales.Slice(firstGroup * sizeof(float), columns / header.GroupLength * sizeof(float)));
            for (int c = 0; c < columns; c++) matrix.Row(r)[c] = row[c] * rowScales[c / header.GroupLength];
        });
        var values = new ByteRegion(matrix, (byte*)matrix.View.Pointer, (long)rows * columns * sizeof(float));
        if (validateValues) ValueCheck.RequireFinite(values, ElementType.Float32, file, name);
        return new(rows, columns, ElementType.Float32, values);
    }
}
