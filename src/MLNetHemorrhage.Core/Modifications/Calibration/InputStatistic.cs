using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>
/// Something a method wants to know of the inputs of a linear layer. The result must not depend on the number of threads
/// nor on how the tokens are cut into batches.
/// </summary>
internal abstract class InputStatistic
{
    /// <summary>Takes in the inputs [tokens, columns] of further tokens.</summary>
    public abstract void Add(MatrixView inputs, WorkerPool pool);
}
