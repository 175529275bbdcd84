using Microsoft.CodeAnalysis;

namespace MLNetHemorrhage.Analyzers.Library;

/// <summary>What a method is called in recipes, and whether it needs calibration.</summary>
internal readonly record struct RecipeMethod(string Name, bool? NeedsCalibration)
{
    /// <summary>The bits that it has where none are given, if not those of the verb.</summary>
    public int? Bits { get; private init; }

    /// <summary>The method that a member of an enumeration stands for.</summary>
    public static RecipeMethod Of(IFieldSymbol member) => Marks.Find(member, "RecipeMethod") is { } mark && Marks.Argument(mark) is string name
        ? new(name, Marks.Named(mark, "NeedsCalibration") is true) { Bits = Marks.Named(mark, "Bits") as int? }
        : new(Marks.Word(member), null);
}

/// <summary>The verb of a step's attribute.</summary>
internal static class RecipeVerb
{
    public static string Of(AttributeData mark)
    {
        if (mark.ConstructorArguments.Length != 1) return "";
        var argument = mark.ConstructorArguments[0];
        return Marks.Member(argument.Type, argument.Value) is { } member ? Marks.Word(member) : "";
    }
}
