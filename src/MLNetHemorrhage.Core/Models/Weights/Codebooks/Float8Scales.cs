using MLNetHemorrhage.Models.Weights.Storage;

namespace MLNetHemorrhage.Models.Weights.Codebooks;

/// <summary>UE4M3: scales of 8 bits without sign, four of exponent and three of mantissa, times one scale in single precision for the whole matrix.</summary>
internal sealed class Float8Scales : CodebookScales
{
    public const string Name = "e4m3";

    /// <summary>The largest number of the form.</summary>
    public const float Largest = 448;

    private const byte NotANumber = 127;

    private static readonly NearestValue Codes = new(Enumerable.Range(0, NotANumber).Select(code => Value((byte)code)));

    private readonly byte[] _codes;
    private readonly float[] _whole;

    /// <summary>Rounds scales; the largest of them becomes the largest number of the form.</summary>
    public Float8Scales(ReadOnlySpan<float> scales)
    {
        float largest = 0;
        foreach (float scale in scales) largest = Math.Max(largest, scale);
        _whole = [largest / Largest is var whole && whole > 0 ? whole : 1];
        _codes = new byte[scales.Length];
        for (int b = 0; b < _codes.Length; b++) _codes[b] = Codes.Of(scales[b] / _whole[0]);
    }

    private Float8Scales(byte[] codes, float[] whole) => (_codes, _whole) = (codes, whole);

    public override string Kind => Name;

    public override long ByteSize => SizeOf(_codes.Length);

    public override float this[int block] => Value(_codes[block]) * _whole[0];

    public static long SizeOf(long blocks) => blocks + sizeof(float);

    public static Float8Scales Read(StoredReader reader, int blocks) => new(reader.Array<byte>(blocks), reader.Array<float>(1));

    public override IEnumerable<StoredPart> ToParts() => [StoredPart.Of(_codes), StoredPart.Of(_whole)];

    private static float Value(byte code)
    {
        int exponent = code >> 3, mantissa = code & 7;
        if (code >= NotANumber) return float.NaN;
        // Below the normal numbers the leading one is missing; all are whole multiples of 2^-9.
        return exponent == 0 ? mantissa / 512f : (8 + mantissa) * (float)(1 << exponent) / 1024f;
    }
}
