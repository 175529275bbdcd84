namespace MLNetHemorrhage.Reporting;

/// <summary>What a cell of a table holds.</summary>
public enum ReportCellKind
{
    /// <summary>Nothing: the value does not exist or is not known.</summary>
    Missing,

    /// <summary>Words.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number.</summary>
    Real,

    /// <summary>A number with its standard error.</summary>
    Estimate,

    /// <summary>A share of a whole, 0 to 1, shown in percent.</summary>
    Share,

    /// <summary>A share of a whole with its standard error, shown in percent.</summary>
    EstimatedShare,
}
