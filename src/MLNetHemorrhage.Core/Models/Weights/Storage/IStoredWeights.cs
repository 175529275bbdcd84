namespace MLNetHemorrhage.Models.Weights.Storage;

/// <summary>A storage that can be written as it is held; <see cref="StorageKinds"/> has the reader of every kind.</summary>
internal interface IStoredWeights
{
    /// <summary>Everything needed to make the same matrix again; the bytes are not copied.</summary>
    StoredForm ToStored();
}
