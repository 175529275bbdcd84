using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Running;

/// <summary>Sees the inputs of the linear layers while a block runs; calibration collects its statistics here.</summary>
internal interface ILinearInputObserver
{
    /// <summary>Called once for each group of layers that share an input: query, key, value · output · gate, up · down.</summary>
    /// <param name="roles">The layers that are about to multiply.</param>
    /// <param name="input">Their common input [tokens, columns of their weights]; valid during the call only.</param>
    void Observe(ReadOnlySpan<LinearRole> roles, MatrixView input);
}
