using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MLNetHemorrhage.CodeFixes.Values;

/// <summary>Numbers as C# writes them.</summary>
internal static class NumberText
{
    /// <summary>The literal of a value of a type; null where the type cannot hold it.</summary>
    public static string? Of(double value, ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) type = nullable.TypeArguments[0];
        string text = value.ToString(CultureInfo.InvariantCulture);
        return type?.SpecialType switch
        {
            SpecialType.System_Double => text,
            SpecialType.System_Single => text + "f",
            SpecialType.System_Decimal => text + "m",
            SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 when value == Math.Truncate(value) => text,
            _ => null,
        };
    }
}
