namespace MLNetHemorrhage.Models.Weights.Storage;

/// <summary>The storages that can be written and read back: one row for each.</summary>
internal static class StorageKinds
{
    private static readonly Dictionary<string, Func<StoredReader, WeightMatrix>> Readers = new(StringComparer.Ordinal)
    {
        [DenseWeights.StoredKind] = DenseWeights.Read,
        [SparseWeights.StoredKind] = SparseWeights.Read,
        [NmWeights.StoredKind] = NmWeights.Read,
        [QuantizedWeights.StoredKind] = QuantizedWeights.Read,
        [CodebookWeights.StoredKind] = CodebookWeights.Read,
        [OutlierWeights.StoredKind] = OutlierWeights.Read,
        [BlockWeights.StoredKind] = BlockWeights.Read,
        [MaskedBlockWeights.StoredKind] = MaskedBlockWeights.Read,
    };

    public static bool IsKnown(string kind) => Readers.ContainsKey(kind);

    /// <exception cref="HemorrhageException">The storage has no such form.</exception>
    public static StoredForm Write(WeightMatrix weights, string where) =>
        weights is IStoredWeights stored
            ? stored.ToStored()
            : throw new HemorrhageException($"{where}: expected weights of this library, found {weights.GetType().Name}, which cannot be stored.");

    /// <exception cref="HemorrhageException">The kind is unknown, or the bytes are not of that kind.</exception>
    public static WeightMatrix Read(string kind, StoredReader reader)
    {
        if (!Readers.TryGetValue(kind, out var read)) throw reader.Error($"a storage of the kinds {string.Join(", ", Readers.Keys)}", "another kind");
        var weights = read(reader);
        reader.RequireAllUsed();
        return weights;
    }
}
