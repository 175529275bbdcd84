using MLNetHemorrhage.Models.Weights.Codebooks;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>
/// What NF4 and FP4 have in common (Dettmers et al. 2023): blocks of the weights row after row, which go on from one row to the next; the scale of a block
/// is its largest |w|.
/// </summary>
public abstract record NormalizedCodebook : CodebookQuantization
{
    internal const string BlockRange = "at least 1";

    private protected NormalizedCodebook() { }

    /// <summary>Consecutive weights that share a scale.</summary>
    /// <value>At least 1; the default is 64.</value>
    public int Block { get; init => field = this.CheckRange(value, 1, int.MaxValue, BlockRange); } = 64;

    /// <summary>Whether the scales are quantized too: 8 bits each, f32 for the largest of every 256. Codes are chosen for the scales that result.</summary>
    /// <value>The default is false: f32.</value>
    public bool DoubleQuantization { get; init; }

    private protected override CodebookShape Shape(int rows, int columns) => new(rows, columns, Block, AcrossRows: true);

    private protected override CodebookScales Scales(float[] largest) => DoubleQuantization ? new DoubleQuantizedScales(largest) : new SingleScales(largest);

    private protected override long ScaleBytes(long blocks) => DoubleQuantization ? DoubleQuantizedScales.SizeOf(blocks) : SingleScales.SizeOf(blocks);

    private protected static Parameter<T>[] Parameters<T>() where T : NormalizedCodebook =>
    [
        BitsParameter<T>(),
        Parameter.Integer<T>("block", BlockRange, false, s => s.Block, (s, v) => (T)((NormalizedCodebook)s with { Block = v })),
        Parameter.Boolean<T>("doubleQuantization", s => s.DoubleQuantization, (s, v) => (T)((NormalizedCodebook)s with { DoubleQuantization = v })),
    ];
}
