namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>Which weights share a grid.</summary>
public enum GridScope
{
    /// <summary>Those of a row, or of each of its groups.</summary>
    Row,

    /// <summary>All of a matrix.</summary>
    Matrix,
}
