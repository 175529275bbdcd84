using MLNetHemorrhage.Models.Weights.Storage;

namespace MLNetHemorrhage.Models.Weights.Codebooks;

/// <summary>The scales of blocks in one of the forms in which they are held.</summary>
internal abstract class CodebookScales
{
    /// <summary>The name of the form in files and in <see cref="WeightMatrix.Format"/>.</summary>
    public abstract string Kind { get; }

    /// <summary>Bytes held.</summary>
    public abstract long ByteSize { get; }

    /// <summary>The scale of a block, at least 0.</summary>
    public abstract float this[int block] { get; }

    /// <summary>What has to be written.</summary>
    public abstract IEnumerable<StoredPart> ToParts();

    /// <summary>The scale of every block.</summary>
    public float[] ToArray(int blocks) => [.. Enumerable.Range(0, blocks).Select(b => this[b])];

    /// <exception cref="HemorrhageException">The form is unknown, or a scale is not a number.</exception>
    public static CodebookScales Read(string kind, StoredReader reader, int blocks)
    {
        CodebookScales scales = kind switch
        {
            SingleScales.Name => new SingleScales(reader.Array<float>(blocks)),
            DoubleQuantizedScales.Name => DoubleQuantizedScales.Read(reader, blocks),
            PowerScales.Name => new PowerScales(reader.Array<byte>(blocks)),
            Float8Scales.Name => Float8Scales.Read(reader, blocks),
            _ => throw reader.Error($"scales as {SingleScales.Name}, {DoubleQuantizedScales.Name}, {PowerScales.Name} or {Float8Scales.Name}", "others"),
        };
        for (int b = 0; b < blocks; b++)
            if (!(scales[b] >= 0 && float.IsFinite(scales[b]))) throw reader.Error($"a finite scale, 0 or more, for block {b}", FormattableString.Invariant($"{scales[b]}"));
        return scales;
    }
}
