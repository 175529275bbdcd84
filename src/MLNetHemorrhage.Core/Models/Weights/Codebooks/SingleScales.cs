using MLNetHemorrhage.Models.Weights.Storage;

namespace MLNetHemorrhage.Models.Weights.Codebooks;

/// <summary>Scales in single precision.</summary>
internal sealed class SingleScales(float[] values) : CodebookScales
{
    public const string Name = "f32";

    public override string Kind => Name;

    public override long ByteSize => SizeOf(values.Length);

    public override float this[int block] => values[block];

    public static long SizeOf(long blocks) => blocks * sizeof(float);

    public override IEnumerable<StoredPart> ToParts() => [StoredPart.Of(values)];
}
