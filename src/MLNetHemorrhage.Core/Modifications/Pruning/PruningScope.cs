namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>Which weights are compared with each other.</summary>
public enum PruningScope
{
    /// <summary>All weights of a matrix.</summary>
    Matrix,

    /// <summary>The weights of one output; the removed ones are spread evenly over the outputs.</summary>
    Row,

    /// <summary>All weights of all matrices that the step is aimed at, which then lose different shares.</summary>
    Global,
}
