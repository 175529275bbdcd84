namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>Where <see cref="DsnotPruning"/> starts: the scores that choose its first mask, row by row.</summary>
public enum DsnotInitial
{
    /// <summary>|w|·‖x‖, as <see cref="WandaPruning"/>.</summary>
    Wanda,

    /// <summary>|w|, as <see cref="MagnitudePruning"/>.</summary>
    Magnitude,

    /// <summary>w²/u², as <see cref="SparseGptPruning"/> before its corrections, with damping 0.01.</summary>
    Sparsegpt,

    /// <summary>As <see cref="RiaPruning"/> with power 0.5.</summary>
    Ria,
}
