using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Running;

/// <summary>Sees what attention compares while a block runs; an <see cref="ILinearInputObserver"/> that is one as well is told.</summary>
internal interface IAttentionObserver
{
    /// <summary>Called once for each block, before attention.</summary>
    /// <param name="query">Rotated queries [tokens, heads · head size]; valid during the call only.</param>
    /// <param name="key">Rotated keys [tokens, key-value heads · head size]; valid during the call only.</param>
    void Observe(MatrixView query, MatrixView key);
}
