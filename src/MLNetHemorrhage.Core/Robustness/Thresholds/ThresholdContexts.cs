using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Robustness;

/// <summary>What a loaded model is in threshold tables.</summary>
public static class ThresholdContexts
{
    /// <summary>Name, and the hash where the table asks for one.</summary>
    /// <param name="model">The model.</param>
    /// <param name="protocol">The protocol that matters; null where none was declared.</param>
    /// <param name="table">The table to be asked; hashing the weights takes time, and is left out where no record has a hash.</param>
    /// <param name="pool">Threads to work with; null for <see cref="WorkerPool.Shared"/>.</param>
    /// <returns>The context.</returns>
    public static ThresholdContext Of(LanguageModel model, Protocol? protocol, ThresholdTable table, WorkerPool? pool = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        bool isHashNeeded = table.Records.Any(r => r.Sha256 is not null);
        return new(model.Name, isHashNeeded ? ModelHash.Of(model, pool ?? WorkerPool.Shared) : null, protocol?.ToString());
    }
}
