using System.Reflection;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Modifying;

/// <summary>Makes a step from options: attributes say which parameter of recipes a property is, so that what a method has no use for is refused.</summary>
internal static class MarkedStep
{
    /// <summary>The step of a method; a property that is null has the method's default.</summary>
    public static Modification Of<TMethod>(ModificationKind kind, TMethod method, ModificationOptions options) where TMethod : struct, Enum
    {
        string name = typeof(TMethod).GetField($"{method}")?.GetCustomAttribute<RecipeMethodAttribute>()?.Name ?? throw StepRecipe.Unknown(method);
        return ModificationMethods.All.Single(m => m.Kind == kind && m.Name == name).Create(Given(options));
    }

    private static IEnumerable<KeyValuePair<string, object>> Given(ModificationOptions options) =>
        from property in options.GetType().GetProperties()
        let parameter = ParameterOf(property)
        where parameter is not null
        let value = property.GetValue(options)
        where value is not null
        select KeyValuePair.Create(parameter, value);

    private static string? ParameterOf(PropertyInfo property) =>
        property.IsDefined(typeof(RemovedFractionAttribute)) ? "sparsity"
        : property.IsDefined(typeof(RemovedStructureAttribute)) ? "ratio"
        : property.IsDefined(typeof(BitWidthAttribute)) ? "bits"
        : property.GetCustomAttribute<StepParameterAttribute>()?.Name;
}
