namespace MLNetHemorrhage.Transforms;

/// <summary>Errors about columns in the words of ML.NET.</summary>
internal static class SchemaErrors
{
    private const string InputSchema = "inputSchema";

    public static ArgumentOutOfRangeException Missing(string column) => Error(InputSchema, $"Could not find input column '{column}'");

    public static ArgumentOutOfRangeException MissingModel(string column) =>
        Error(InputSchema, $"Could not find input column '{column}'. A model column is made by LoadLanguageModel, which goes before this step.");

    public static ArgumentOutOfRangeException NoModel(string column) =>
        Error(InputSchema, $"Schema mismatch for input column '{column}': expected a language model, got a column without one. "
            + "A model column is made by LoadLanguageModel in the same pipeline; a pipeline that was saved and loaded carries none.");

    public static ArgumentOutOfRangeException Mismatch(string column, object expected, object found) =>
        Error(InputSchema, $"Schema mismatch for input column '{column}': expected {expected}, got {found}");

    private static ArgumentOutOfRangeException Error(string parameter, string message) => new(parameter, message);
}
