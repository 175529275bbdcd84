namespace Microsoft.ML.Runtime;

/// <summary>The messages by which a schema that does not fit is known.</summary>
internal static class SchemaErrors
{
    public static ArgumentOutOfRangeException Missing(string parameter, string role, string column) =>
        new(parameter, $"Could not find {role} column '{column}'");

    public static ArgumentOutOfRangeException Mismatch(string parameter, string role, string column, object expected, object actual) =>
        new(parameter, $"Schema mismatch for {role} column '{column}': expected {expected}, got {actual}");

    public static ArgumentOutOfRangeException Inactive(DataViewSchema.Column column) => new(nameof(column), $"requested column '{column.Name}' not active");

    public static InvalidOperationException WrongValueType(DataViewSchema.Column column, Type requested, Type expected) =>
        new($"Invalid TValue in GetGetter for column '{column.Name}': '{requested}', expected type: '{expected}'.");
}
