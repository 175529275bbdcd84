using System.Runtime.CompilerServices;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Modifying;

/// <summary>Recipes from the options of a step: what the engine refuses there is a wrong argument.</summary>
internal static class StepRecipe
{
    public static Recipe Of<TOptions>(TOptions options, Func<TOptions, Recipe> make)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            return make(options);
        }
        catch (HemorrhageException e)
        {
            throw new ArgumentException(e.Message, nameof(options), e);
        }
    }

    public static ArgumentOutOfRangeException Unknown<TEnum>(TEnum method, [CallerArgumentExpression(nameof(method))] string? parameter = null) where TEnum : struct, Enum =>
        new(parameter, method, $"Expected one of {string.Join(", ", Enum.GetNames<TEnum>())}.");
}
