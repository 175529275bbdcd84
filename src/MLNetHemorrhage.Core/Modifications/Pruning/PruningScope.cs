namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>Which weights are compared with each other.</summary>
public enum PruningScope
{
    /// <summary>All weights of a matrix.</summary>
    Matrix,

    /// <summary>The weights of one output.</summary>
    Row,
}
