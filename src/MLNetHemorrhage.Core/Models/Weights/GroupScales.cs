using MLNetHemorrhage.Models.Weights.Storage;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>The scales of groups as they are held, in f32 or f16.</summary>
internal sealed class GroupScales
{
    private readonly byte[] _bytes;

    /// <summary>Holds scales that <paramref name="type"/> can represent bit for bit, others rounded.</summary>
    public GroupScales(ElementType type, ReadOnlySpan<float> values)
    {
        Type = type;
        _bytes = new byte[checked(values.Length * type.Size())];
        FloatConversion.FromSingle(type, values, _bytes);
    }

    private GroupScales(ElementType type, byte[] bytes) => (Type, _bytes) = (type, bytes);

    public ElementType Type { get; }

    public int Count => _bytes.Length / Type.Size();

    public long ByteSize => _bytes.LongLength;

    /// <summary>The scales from index <paramref name="start"/> on.</summary>
    public void CopyTo(int start, Span<float> destination) =>
        FloatConversion.ToSingle(Type, _bytes.AsSpan(start * Type.Size(), destination.Length * Type.Size()), destination);

    public float[] ToArray()
    {
        var values = new float[Count];
        CopyTo(0, values);
        return values;
    }

    public static GroupScales Read(StoredReader reader, ElementType type, long count) => new(type, reader.Array<byte>(count * type.Size()));

    public StoredPart ToPart() => StoredPart.Of(_bytes);
}
