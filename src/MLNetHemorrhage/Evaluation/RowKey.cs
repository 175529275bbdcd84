using System.Globalization;

namespace MLNetHemorrhage.Evaluation;

/// <summary>What names a row: text or a whole number.</summary>
internal readonly record struct RowKey(string? Text, Int128 Number)
{
    public override string ToString() => Text is null ? Number.ToString(CultureInfo.InvariantCulture) : $"'{Text}'";
}
