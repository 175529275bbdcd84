namespace Microsoft.ML.Data;

/// <summary>Writes a vector into the arrays of another where they are long enough.</summary>
public static class VBufferEditor
{
    public static VBufferEditor<T> Create<T>(scoped ref VBuffer<T> destination, int newLogicalLength, int? valuesCount = null, int? maxValuesCapacity = null, bool keepOldOnResize = false, bool requireIndicesOnDense = false)
    {
        var count = valuesCount ?? newLogicalLength;
        ArgumentOutOfRangeException.ThrowIfNegative(newLogicalLength);
        if (count < 0 || count > newLogicalLength)
            throw new ArgumentOutOfRangeException(nameof(valuesCount));
        var (values, indices) = destination.Arrays;
        var needsIndices = count < newLogicalLength || requireIndicesOnDense;
        return new(
            newLogicalLength,
            Fit(values, count, maxValuesCapacity, keepOldOnResize),
            needsIndices ? Fit(indices, count, maxValuesCapacity, keepOldOnResize) : indices,
            count,
            needsIndices);
    }

    private static TItem[] Fit<TItem>(TItem[] array, int count, int? maxCapacity, bool keepOld)
    {
        if ((array?.Length ?? 0) >= count)
            return array;
        if (count > maxCapacity)
            throw new ArgumentOutOfRangeException(nameof(maxCapacity));
        if (!keepOld)
            return new TItem[count];
        Array.Resize(ref array, count);
        return array;
    }
}

/// <summary>The arrays of a vector that is being written.</summary>
public readonly ref struct VBufferEditor<T>
{
    public readonly Span<T> Values;

    public readonly Span<int> Indices;

    private readonly int _length;
    private readonly T[] _values;
    private readonly int[] _indices;

    internal VBufferEditor(int length, T[] values, int[] indices, int count, bool withIndices)
    {
        (_length, _values, _indices) = (length, values, indices);
        Values = values.AsSpan(0, count);
        Indices = withIndices ? indices.AsSpan(0, count) : default;
    }

    public VBuffer<T> Commit() => CommitTruncated(Values.Length);

    public VBuffer<T> CommitTruncated(int physicalValuesCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(physicalValuesCount, Values.Length);
        return new(_length, physicalValuesCount, _values, _indices);
    }
}
