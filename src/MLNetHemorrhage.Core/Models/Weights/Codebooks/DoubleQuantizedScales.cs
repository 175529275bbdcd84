using MLNetHemorrhage.Models.Weights.Storage;

namespace MLNetHemorrhage.Models.Weights.Codebooks;

/// <summary>
/// Scales that are quantized themselves: their mean in single precision, and what each differs from it as a code of 8 bits times the largest difference
/// among 256 of them (Dettmers et al. 2023, section 3).
/// </summary>
internal sealed class DoubleQuantizedScales : CodebookScales
{
    public const string Name = "double";

    private const int Group = 256;

    private readonly byte[] _codes;
    private readonly float[] _ranges;
    private readonly float[] _mean;

    public DoubleQuantizedScales(ReadOnlySpan<float> scales)
    {
        double sum = 0;
        foreach (float scale in scales) sum += scale;
        _mean = [(float)(sum / scales.Length)];
        _codes = new byte[scales.Length];
        _ranges = new float[Groups(scales.Length)];
        for (int b = 0; b < scales.Length; b++) _ranges[b / Group] = Math.Max(_ranges[b / Group], Math.Abs(scales[b] - _mean[0]));
        for (int b = 0; b < scales.Length; b++)
        {
            float range = _ranges[b / Group];
            _codes[b] = DynamicCode.Nearest(range == 0 ? 0 : (scales[b] - _mean[0]) / range);
        }
    }

    private DoubleQuantizedScales(byte[] codes, float[] ranges, float[] mean) => (_codes, _ranges, _mean) = (codes, ranges, mean);

    public override string Kind => Name;

    public override long ByteSize => SizeOf(_codes.Length);

    public override float this[int block] => Math.Max(0, DynamicCode.Value(_codes[block]) * _ranges[block / Group] + _mean[0]);

    public static long SizeOf(long blocks) => blocks + (Groups(blocks) + 1) * sizeof(float);

    public static DoubleQuantizedScales Read(StoredReader reader, int blocks) => new(reader.Array<byte>(blocks), reader.Array<float>(Groups(blocks)), reader.Array<float>(1));

    public override IEnumerable<StoredPart> ToParts() => [StoredPart.Of(_codes), StoredPart.Of(_ranges), StoredPart.Of(_mean)];

    private static long Groups(long blocks) => (blocks + Group - 1) / Group;
}
