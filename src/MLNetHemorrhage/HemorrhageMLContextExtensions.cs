using MLNetHemorrhage;

namespace Microsoft.ML;

/// <summary>Hangs the library's catalog on <see cref="MLContext"/>.</summary>
public static class HemorrhageMLContextExtensions
{
    /// <summary>Steps that load, modify and score language models, and metrics of what modifications cost.</summary>
    /// <param name="mlContext">The context; its log hears what the steps do.</param>
    /// <returns>The catalog.</returns>
    public static HemorrhageCatalog Hemorrhage(this MLContext mlContext)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        return new(mlContext);
    }
}
