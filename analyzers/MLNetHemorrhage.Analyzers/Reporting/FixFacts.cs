namespace MLNetHemorrhage.Analyzers.Reporting;

/// <summary>Names of the properties that diagnostics carry for fixes. A place is the index of an additional location.</summary>
internal static class FixFacts
{
    /// <summary>The parameter to change, as recipes name it.</summary>
    public const string Parameter = "Parameter";

    /// <summary>The value to write, with a point.</summary>
    public const string Value = "Value";

    /// <summary>Where that value stands: the number itself, or the step that leaves it out.</summary>
    public const string ValuePlace = "ValuePlace";

    /// <summary>"true" where the code leaves the parameter out.</summary>
    public const string IsLeftOut = "IsLeftOut";

    /// <summary>Where the other step stands.</summary>
    public const string OtherPlace = "OtherPlace";

    /// <summary>Where the step really stands, if that is in a called method.</summary>
    public const string InnerPlace = "InnerPlace";

    /// <summary>Where the pipeline was fitted that is never measured.</summary>
    public const string FittedPlace = "FittedPlace";

    /// <summary>Where its model was loaded, if no column keeps it as it was.</summary>
    public const string LoadPlace = "LoadPlace";

    /// <summary>The column that its model is in.</summary>
    public const string ModelColumn = "ModelColumn";

    /// <summary>The column that keeps the model as it was; left out where the code does not say which.</summary>
    public const string BaselineColumn = "BaselineColumn";
}
