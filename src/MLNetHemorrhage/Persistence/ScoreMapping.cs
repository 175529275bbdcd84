using System.ComponentModel;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MLNetHemorrhage.Persistence;

/// <summary>Used by saved pipelines: scores a text with the model that the row refers to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[CustomMappingFactoryAttribute(SavedNames.ScoreContract)]
public sealed class ScoreMapping : CustomMappingFactory<ScoreMapping.Input, ScoreMapping.Output>
{
    /// <summary>Makes the mapping.</summary>
    /// <returns>The mapping; many threads may use it at once.</returns>
    public override Action<Input, Output> GetMapping() => Map;

    internal static void Map(Input input, Output output)
    {
        var score = LoadedScorers.Of(input.Package).Score(input.Text);
        (output.NegativeLogLikelihood, output.Perplexity, output.TokenCount) = (score.NegativeLogLikelihood, score.Perplexity, score.TokenCount);
    }

    /// <summary>What is read.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Input
    {
        /// <summary>The model: the same text by reference in every row.</summary>
        [ColumnName(SavedNames.Package)]
        public ReadOnlyMemory<char> Package { get; set; }

        /// <summary>The text to score.</summary>
        [ColumnName(SavedNames.Text)]
        public ReadOnlyMemory<char> Text { get; set; }
    }

    /// <summary>What is written.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Output
    {
        /// <summary>Nats per token.</summary>
        [ColumnName(SavedNames.NegativeLogLikelihood)]
        public double NegativeLogLikelihood { get; set; }

        /// <summary>Its exponential.</summary>
        [ColumnName(SavedNames.Perplexity)]
        public double Perplexity { get; set; }

        /// <summary>Scored tokens.</summary>
        [ColumnName(SavedNames.TokenCount)]
        public int TokenCount { get; set; }
    }
}
