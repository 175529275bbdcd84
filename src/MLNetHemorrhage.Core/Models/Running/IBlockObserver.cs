using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Running;

/// <summary>Sees more of a block while it runs: an <see cref="ILinearInputObserver"/> that is one is told.</summary>
internal interface IBlockObserver : ILinearInputObserver
{
    /// <summary>Called for query, key, value and for gate, up; the other layers add their outputs to the residual stream at once.</summary>
    /// <param name="group">The layers that have multiplied.</param>
    /// <param name="output">Their outputs side by side [tokens, outputs]; valid during the call only.</param>
    void ObserveOutput(LinearGroup group, MatrixView output);

    /// <summary>Called before attention.</summary>
    /// <param name="query">Rotated queries [tokens, heads · head size]; valid during the call only.</param>
    /// <param name="key">Rotated keys [tokens, key-value heads · head size]; valid during the call only.</param>
    void ObserveAttention(MatrixView query, MatrixView key);
}
