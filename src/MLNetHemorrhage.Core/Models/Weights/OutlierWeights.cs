using MLNetHemorrhage.Models.Weights.Storage;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights;

/// <summary>
/// Weights of which those of a few inputs are held in f16 and those of the others on grids: the split of Dettmers et al. 2022, "LLM.int8(): 8-bit
/// Matrix Multiplication for Transformers at Scale".
/// </summary>
public sealed class OutlierWeights : WeightMatrix, IStoredWeights, IGridWeights, IScaledWeights
{
    internal const string StoredKind = "outliers";

    private const ElementType Type = ElementType.Float16;

    private readonly int[] _inputs;

    /// <summary>Puts a matrix together.</summary>
    /// <param name="inputs">The inputs whose weights are held in f16, rising; neither none nor all.</param>
    /// <param name="outliers">Their weights [rows, inputs].</param>
    /// <param name="others">The weights of the other inputs.</param>
    internal OutlierWeights(int[] inputs, DenseWeights outliers, QuantizedWeights others) : base(others.Rows, inputs.Length + others.Columns)
    {
        (_inputs, Outliers, Others) = (inputs, outliers, others);
        ZeroCount = outliers.ZeroCount + others.ZeroCount;
    }

    /// <summary>The inputs whose weights are held in f16, rising.</summary>
    public ReadOnlySpan<int> OutlierInputs => _inputs;

    /// <inheritdoc/>
    public override string Format => FormattableString.Invariant($"{Others.Format}, {_inputs.Length} inputs f16");

    /// <summary>Bytes held: both parts, and 4 bytes for each input that is held in f16.</summary>
    public override long ByteSize => Outliers.ByteSize + Others.ByteSize + _inputs.LongLength * sizeof(int);

    /// <inheritdoc/>
    public override long ZeroCount { get; }

    internal DenseWeights Outliers { get; }

    internal QuantizedWeights Others { get; }

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> destination)
    {
        var (outliers, others) = (new float[_inputs.Length], new float[Others.Columns]);
        Outliers.CopyRow(row, outliers);
        Others.CopyRow(row, others);
        for (int c = 0, next = 0; c < Columns; c++)
            destination[c] = next < _inputs.Length && _inputs[next] == c ? outliers[next++] : others[c - next];
    }

    float[] IScaledWeights.Scales() => Others.Scales();

    /// <summary>Holds weights, those of some inputs in f16.</summary>
    /// <param name="values">The weights.</param>
    /// <param name="inputs">The inputs, rising.</param>
    /// <param name="quantize">Puts the weights of the others on grids.</param>
    internal static WeightMatrix Split(Matrix values, int[] inputs, Func<Matrix, QuantizedWeights> quantize)
    {
        if (inputs.Length == 0) return quantize(values);
        int[] others = [.. Enumerable.Range(0, values.Columns).Except(inputs)];
        var dense = DenseWeights.Of(Part(values, inputs), Type);
        return others.Length == 0 ? dense : new OutlierWeights(inputs, dense, quantize(Part(values, others)));
    }

    WeightMatrix IGridWeights.WithZeros(Matrix values)
    {
        int[] others = [.. Enumerable.Range(0, Columns).Except(_inputs)];
        return new OutlierWeights(_inputs, DenseWeights.Of(Part(values, _inputs), Type), Others.WithZeros(Part(values, others)));
    }

    WeightMatrix? IGridWeights.Part(int[]? rows, int[]? columns)
    {
        if (columns is null) return new OutlierWeights(_inputs, PartOf(Outliers, rows, null), Others.Part(rows, null));
        if (Others.Group != 0) return null;
        var (inputs, outliers, others) = (new List<int>(), new List<int>(), new List<int>());
        for (int c = 0; c < columns.Length; c++)
        {
            int place = Array.BinarySearch(_inputs, columns[c]);
            if (place < 0)
            {
                others.Add(columns[c] - ~place);
                continue;
            }
            inputs.Add(c);
            outliers.Add(place);
        }
        if (outliers.Count == 0) return Others.Part(rows, [.. others]);
        var dense = PartOf(Outliers, rows, [.. outliers]);
        return others.Count == 0 ? dense : new OutlierWeights([.. inputs], dense, Others.Part(rows, [.. others]));
    }

    internal static OutlierWeights Read(StoredReader reader)
    {
        int count = reader.Integer("outliers", 1, reader.Columns - 1);
        int[] inputs = reader.Array<int>(count);
        for (int i = 0; i < count; i++)
            if (inputs[i] <= (i == 0 ? -1 : inputs[i - 1]) || inputs[i] >= reader.Columns) throw reader.Error($"rising inputs below {reader.Columns}", $"{inputs[i]}");
        var outliers = new DenseWeights(reader.Rows, count, Type, reader.Region((Int128)reader.Rows * count * Type.Size()));
        var rest = reader.Rest(reader.Columns - count);
        var others = QuantizedWeights.Read(rest);
        rest.RequireAllUsed();
        return new(inputs, outliers, others);
    }

    StoredForm IStoredWeights.ToStored()
    {
        var others = ((IStoredWeights)Others).ToStored();
        var form = new StoredForm(StoredKind).With("outliers", _inputs.Length);
        foreach (var (name, value) in others.Parameters) form.With(name, value);
        form.Add(StoredPart.Of(_inputs));
        foreach (var part in ((IStoredWeights)Outliers).ToStored().Parts.Concat(others.Parts)) form.Add(part);
        return form;
    }

    private static DenseWeights PartOf(DenseWeights weights, int[]? rows, int[]? columns)
    {
        var values = weights.ToMatrix();
        if (columns is not null) values = Part(values, columns);
        if (rows is null) return DenseWeights.Of(values, Type);
        var part = new Matrix(rows.Length, values.Columns);
        for (int r = 0; r < rows.Length; r++) values.Row(rows[r]).CopyTo(part.Row(r));
        return DenseWeights.Of(part, Type);
    }

    private static Matrix Part(Matrix values, int[] inputs)
    {
        var part = new Matrix(values.Rows, inputs.Length);
        for (int r = 0; r < values.Rows; r++)
        {
            ReadOnlySpan<float> from = values.Row(r);
            var to = part.Row(r);
            for (int c = 0; c < inputs.Length; c++) to[c] = from[inputs[c]];
        }
        return part;
    }
}
