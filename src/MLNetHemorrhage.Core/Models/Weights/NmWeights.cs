using MLNetHemorrhage.Models.Weights.Storage;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>
/// Weights of which at most N of every M consecutive inputs of a row are not zero (0 &lt; N &lt; M &lt;= 16): N values in f32, bf16 or f16 for each
/// group, and the number of the choice of N out of M that says where they belong. A last group of only L inputs holds L·N/M of them,
/// rounded up. (Mishra et al. 2021, "Accelerating Sparse Deep Neural Networks", who take 2 bits for each value; the number of the choice
/// takes fewer: 3 bits for the two values of 2:4.)
/// </summary>
public sealed class NmWeights : WeightMatrix, IStoredWeights
{
    internal const string StoredKind = "nm";

    private readonly NmPositions _positions;
    private readonly byte[] _values;

    /// <summary>Holds values at positions outside which all are +0; those that <paramref name="type"/> can represent are kept bit for bit.</summary>
    internal NmWeights(Matrix values, ElementType type, NmPositions positions)
        : this(values.Rows, type, positions, Take(values, type, positions)) { }

    private NmWeights(int rows, ElementType type, NmPositions positions, byte[] values) : base(rows, positions.Shape.Columns)
    {
        Type = type;
        _positions = positions;
        _values = values;
        ZeroCount = CountZeros();
    }

    /// <summary>N: values held of each group.</summary>
    public int Kept => Shape.Kept;

    /// <summary>M: consecutive inputs that make a group.</summary>
    public int Group => Shape.Group;

    /// <summary>Element type of the held values.</summary>
    public ElementType Type { get; }

    /// <inheritdoc/>
    public override string Format => $"{Kept}:{Group} {Type.Name()}";

    /// <summary>Bytes held: the values, and the numbers of the choices in words of 8 bytes.</summary>
    public override long ByteSize => _values.LongLength + _positions.ByteSize;

    /// <inheritdoc/>
    public override long ZeroCount { get; }

    internal NmShape Shape => _positions.Shape;

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
        var columns = new int[Shape.KeptOfRow];
        var kept = new float[columns.Length];
        _positions.CopyTo(row, columns);
        FloatConversion.ToSingle(Type, Part(_values, row, kept.Length, Type), kept);
        destination[..Columns].Clear();
        for (int i = 0; i < kept.Length; i++) destination[columns[i]] = kept[i];
    }

    internal static NmWeights Read(StoredReader reader)
    {
        var type = reader.Type("type");
        int group = reader.Integer("group", 2, NmShape.MaxGroup), kept = reader.Integer("kept", 1, group - 1);
        var positions = new NmPositions(new(reader.Columns, kept, group), reader);
        return new(reader.Rows, type, positions, reader.Array<byte>((long)reader.Rows * positions.Shape.KeptOfRow * type.Size()));
    }

    StoredForm IStoredWeights.ToStored() => new StoredForm(StoredKind)
        .With("type", Type.Name()).With("kept", Kept).With("group", Group)
        .Add(StoredPart.Of(_positions.Words)).Add(StoredPart.Of(_values));

    private static byte[] Take(Matrix values, ElementType type, NmPositions positions)
    {
        var columns = new int[positions.Shape.KeptOfRow];
        var kept = new float[columns.Length];
        var bytes = new byte[checked(values.Rows * columns.Length * type.Size())];
        for (int r = 0; r < values.Rows; r++)
        {
            positions.CopyTo(r, columns);
            var row = values.Row(r);
            for (int i = 0; i < kept.Length; i++) kept[i] = row[columns[i]];
            FloatConversion.FromSingle(type, kept, Part(bytes, r, kept.Length, type));
        }
        return bytes;
    }

    private static Span<byte> Part(byte[] values, int row, int length, ElementType type) => values.AsSpan(row * length * type.Size(), length * type.Size());
}
