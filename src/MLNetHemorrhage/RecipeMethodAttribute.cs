namespace MLNetHemorrhage;

/// <summary>Says which method of recipes a member of an enumeration stands for.</summary>
/// <param name="name">The method's name in recipes.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class RecipeMethodAttribute(string name) : Attribute
{
    /// <summary>The method's name in recipes.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the method needs calibration text.</summary>
    /// <value>The default value is false.</value>
    public bool NeedsCalibration { get; set; }

    /// <summary>Bits that the method has where none are given.</summary>
    /// <value>The default value is 0: those of the step.</value>
    public int Bits { get; set; }
}
