namespace MLNetHemorrhage.Analyzers.Library;

/// <summary>What a call means to a pipeline.</summary>
internal enum CallKind
{
    /// <summary>Nothing is known.</summary>
    Unknown,

    /// <summary>Gives a step that modifies a model.</summary>
    Modification,

    /// <summary>Gives the steps of a recipe.</summary>
    Recipe,

    /// <summary>Gives a step that puts a model as it is into a column.</summary>
    Load,

    /// <summary>Gives a step that calibrates a model anew.</summary>
    Recalibration,

    /// <summary>Gives a step that copies columns.</summary>
    Copy,

    /// <summary>Gives a step that does not touch models.</summary>
    OtherStep,

    /// <summary>Puts one pipeline after another.</summary>
    Append,

    /// <summary>Gives the pipeline or the protocol that it gets.</summary>
    PassThrough,

    /// <summary>Gives a protocol of measurement.</summary>
    Protocol,

    /// <summary>Fits a pipeline to data.</summary>
    Fit,

    /// <summary>Runs data through a fitted pipeline.</summary>
    Transform,

    /// <summary>Measures what a pipeline made of a model.</summary>
    Evaluate,

    /// <summary>Saves or serves a fitted pipeline.</summary>
    Serve,
}
