using MLNetHemorrhage.Models.Weights.Storage;

namespace MLNetHemorrhage.Models.Weights.Codebooks;

/// <summary>E8M0: scales that are powers of two, 2^(code - 127); code 255 is not a number (OCP Microscaling Formats, 1.0).</summary>
internal sealed class PowerScales(byte[] codes) : CodebookScales
{
    public const string Name = "e8m0";

    private const int Bias = 127;

    public override string Kind => Name;

    public override long ByteSize => codes.LongLength;

    // 2^-127 is below the normal numbers.
    public override float this[int block] => codes[block] switch
    {
        255 => float.NaN,
        0 => BitConverter.Int32BitsToSingle(1 << 22),
        var code => BitConverter.Int32BitsToSingle(code << 23),
    };

    /// <summary>The scale that puts the largest magnitude into the highest binade of a codebook, whose largest value is 6: 2^(floor(log2 m) - 2).</summary>
    public static byte CodeFor(float largest)
    {
        const int HighestBinade = 2;
        return largest == 0 ? (byte)0 : (byte)Math.Clamp(Math.ILogB(largest) - HighestBinade + Bias, 0, 254);
    }

    public override IEnumerable<StoredPart> ToParts() => [StoredPart.Of(codes)];
}
