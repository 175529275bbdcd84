using MLNetHemorrhage.Models.Weights.Storage;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>Weights that are computed from others row by row whenever they are read, so that trying a change out takes no memory. Stored as what they come to.</summary>
/// <param name="source">The weights as they were.</param>
/// <param name="change">Changes a row, given its index; called on several threads.</param>
internal sealed class ChangedWeights(WeightMatrix source, ChangedWeights.RowChange change) : WeightMatrix(source.Rows, source.Columns), IStoredWeights
{
    public delegate void RowChange(int row, Span<float> values);

    public override string Format => source.Format;

    public override long ByteSize => source.ByteSize;

    public override long ZeroCount => CountZeros();

    public override void CopyRow(int row, Span<float> destination)
    {
        source.CopyRow(row, destination);
        change(row, destination[..Columns]);
    }

    StoredForm IStoredWeights.ToStored() => ((IStoredWeights)new DenseWeights(ToMatrix())).ToStored();
}
