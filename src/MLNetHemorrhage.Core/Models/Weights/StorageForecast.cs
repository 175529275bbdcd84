using MLNetHemorrhage.Models.Weights.Codebooks;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>
/// How a matrix will be held after steps that have not been taken: the arithmetic of the storages without their values. Weights that
/// rounding alone makes zero are not foreseen, nor patterns that come by chance, so that a matrix may turn out smaller, never larger.
/// </summary>
internal readonly record struct StorageForecast
{
    private StorageForecast(int rows, int columns, ElementType type, long nonZero)
    {
        Rows = rows;
        Columns = columns;
        Type = type;
        NonZero = nonZero;
    }

    public int Rows { get; }

    public int Columns { get; }

    private ElementType Type { get; }

    private long NonZero { get; init; }

    private NmShape? Pattern { get; init; }

    private Codes? Codes { get; init; }

    private long? Most { get; init; }

    private bool IsMaskedWhenPruned { get; init; }

    private long Count => (long)Rows * Columns;

    private long MaskBytes => BitMask.ByteSizeFor(Rows, Columns);

    public long ByteSize
    {
        get
        {
            if (Most is { } most) return most;
            if (Codes is { } codes)
            {
                long packed = PackedIntegers.ByteSizeFor(codes.Bits, Count);
                return codes.Rest + Math.Min(packed, MaskBytes + PackedIntegers.ByteSizeFor(codes.Bits, NonZero));
            }
            long bytes = Math.Min(Count * Type.Size(), MaskBytes + NonZero * Type.Size());
            return Pattern is { } pattern ? Math.Min(bytes, pattern.ByteSize(Rows, Type)) : bytes;
        }
    }

    public static StorageForecast Of(WeightMatrix weights)
    {
        long nonZero = weights.Count - weights.ZeroCount;
        return weights switch
        {
            DenseWeights dense => new(dense.Rows, dense.Columns, dense.Type, nonZero),
            SparseWeights sparse => new(sparse.Rows, sparse.Columns, sparse.Type, nonZero),
            NmWeights nm => new(nm.Rows, nm.Columns, nm.Type, nonZero) { Pattern = nm.Shape },
            QuantizedWeights quantized => new StorageForecast(quantized.Rows, quantized.Columns, ElementType.Float32, nonZero)
                .Quantize(quantized.Shape, quantized.Symmetric, quantized.ScaleType),
            CodebookWeights codes => new StorageForecast(codes.Rows, codes.Columns, ElementType.Float32, nonZero).Encode(Codebook.Bits, codes.Scales.ByteSize),
            BlockWeights blocks => new StorageForecast(blocks.Rows, blocks.Columns, ElementType.Float32, nonZero).InBlocks(blocks.Block.BitsPerWeight),
            _ => new(weights.Rows, weights.Columns, ElementType.Float32, nonZero),
        };
    }

    /// <summary>After so many of the weights have been removed; those that are zero already are the first of them.</summary>
    public StorageForecast Prune(long removed) =>
        this with { NonZero = Math.Min(NonZero, Count - removed), Most = IsMaskedWhenPruned && removed > 0 ? Most + MaskBytes : Most, IsMaskedWhenPruned = IsMaskedWhenPruned && removed == 0 };

    /// <summary>With at most <paramref name="kept"/> of every <paramref name="group"/> consecutive inputs left.</summary>
    public StorageForecast InPattern(int kept, int group) => this with { Pattern = new NmShape(Columns, kept, group) };

    /// <summary>After the weights were put on grids.</summary>
    public StorageForecast Quantize(GridShape shape, bool symmetric, ElementType scaleType) =>
        this with { Codes = new(shape.Bits, shape.GridBytes(Rows, symmetric, scaleType.Size())) };

    /// <summary>After the weights of all layers together were held in so many bits each.</summary>
    public StorageForecast Within(double averageBits) => this with { Most = (long)Math.Ceiling(averageBits * Count / 8) };

    /// <summary>After the weights were held in blocks that take so many bits each, beside which a mask says what is pruned later.</summary>
    public StorageForecast InBlocks(double bits) => Within(bits) with { IsMaskedWhenPruned = true };

    /// <summary>After the weights became codes whose scales take so many bytes.</summary>
    public StorageForecast Encode(int bits, long scaleBytes) => this with { Codes = new(bits, scaleBytes) };
}

/// <summary>Weights held as codes.</summary>
/// <param name="Bits">Bits of a code.</param>
/// <param name="Rest">Bytes of what belongs to groups of them.</param>
internal readonly record struct Codes(int Bits, long Rest);
