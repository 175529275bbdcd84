namespace MLNetHemorrhage.Analyzers.Library;

/// <summary>What a marked parameter or property is to its step.</summary>
internal enum ValueKind
{
    /// <summary>Not marked.</summary>
    None,

    /// <summary>A parameter of the recipe's step; <see cref="ValueRole.Name"/> is its name there.</summary>
    Parameter,

    /// <summary>The choice of the method.</summary>
    Method,

    /// <summary>The column that carries the model.</summary>
    ModelColumn,

    /// <summary>The column that a copy makes.</summary>
    CopyColumn,

    /// <summary>The column to calibrate with.</summary>
    CalibrationColumn,

    /// <summary>The path of a model.</summary>
    ModelPath,

    /// <summary>A whole recipe.</summary>
    Recipe,

    /// <summary>An object whose properties are marked.</summary>
    Options,

    /// <summary>What an evaluation measures on.</summary>
    EvaluationData,

    /// <summary>A pipeline that is saved or served.</summary>
    ServedModel,
}

/// <summary>The role of a value, and for parameters of recipes its name.</summary>
internal readonly record struct ValueRole(ValueKind Kind, string Name = "");
