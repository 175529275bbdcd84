namespace MLNetHemorrhage.Analyzers.Flow.Pipelines;

/// <summary>What a step of a pipeline does.</summary>
internal enum StepKind
{
    /// <summary>Not known: it may do anything.</summary>
    Unknown,

    /// <summary>Nothing to a model.</summary>
    Other,

    /// <summary>Puts a model as it is into a column.</summary>
    Load,

    /// <summary>Copies a column.</summary>
    Copy,

    /// <summary>Modifies a model.</summary>
    Modification,

    /// <summary>Calibrates a model anew.</summary>
    Recalibration,
}
