using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints.Gguf;

/// <summary>A tensor to be written: shape [rows, columns], type, and what writes its bytes.</summary>
internal sealed record GgufOutput(string Name, GgufType Type, long[] Shape, Action<Stream> Write)
{
    public long ByteLength => Shape.Aggregate(1L, (product, size) => product * size) / Type.BlockLength * Type.BlockBytes;

    /// <summary>Gains or biases, always f32.</summary>
    public static GgufOutput Of(string name, float[] values, string file) => Of(TensorSource.Of(name, values), ElementType.Float32, file);

    /// <summary>A matrix with its rows in another order, null meaning their own: blocks as they are, other weights in the type given or, without one, in theirs.</summary>
    public static GgufOutput Of(string name, WeightMatrix weights, Func<int, int>? rowAt, ElementType? type, string file)
    {
        if (weights is BlockWeights blocks && type is null)
            return new(name, GgufType.Find(blocks.Block.TypeId)!, [weights.Rows, weights.Columns], stream => WriteRows(stream, blocks, rowAt));
        var source = TensorSource.Of(name, weights);
        if (rowAt is not null) source = source with { ReadRow = (row, destination) => weights.CopyRow(rowAt(row), destination) };
        return Of(source, type ?? TypeOf(weights), file);
    }

    private static GgufOutput Of(TensorSource source, ElementType type, string file) =>
        new(source.Name, GgufType.Of(type), source.Shape, stream => source.WriteTo(stream, file, type));

    private static ElementType TypeOf(WeightMatrix weights) => weights switch
    {
        DenseWeights dense => dense.Type,
        SparseWeights sparse => sparse.Type,
        NmWeights pattern => pattern.Type,
        _ => ElementType.Float32,
    };

    private static void WriteRows(Stream stream, BlockWeights weights, Func<int, int>? rowAt)
    {
        int length = weights.Block.RowBytes(weights.Columns);
        for (int r = 0; r < weights.Rows; r++) stream.Write(weights.Bytes.Slice((long)(rowAt is null ? r : rowAt(r)) * length, length));
        GC.KeepAlive(weights);
    }
}
