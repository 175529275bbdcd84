using Microsoft.ML;
using MLNetHemorrhage.Transforms;
using MLNetHemorrhage.Persistence;
using MLNetHemorrhage.Rows;
using MLNetHemorrhage.Scoring;

namespace MLNetHemorrhage;

public sealed partial class HemorrhageCatalog
{
    /// <summary>Adds what the model says about a text: its negative log-likelihood, its perplexity and how many tokens were scored.</summary>
    /// <param name="outputColumnName">What the names of the three columns begin with: "Score" gives ScoreNegativeLogLikelihood, ScorePerplexity and ScoreTokenCount.</param>
    /// <param name="modelColumnName">Name of the column that carries the model.</param>
    /// <param name="inputColumnName">Name of the text column.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <example>
    /// <format type="text/markdown"><![CDATA[
    /// [!code-csharp[CompressInPipeline](~/../samples/CompressInPipeline/Program.cs)]
    /// ]]></format>
    /// </example>
    public ScoreTextEstimator ScoreText(string outputColumnName = "Score", string modelColumnName = "Model", string inputColumnName = "Text") =>
        ScoreText(new() { OutputColumnName = outputColumnName, ModelColumnName = modelColumnName, InputColumnName = inputColumnName });

    /// <summary>Adds what the model says about a text: its negative log-likelihood, its perplexity and how many tokens were scored.</summary>
    /// <param name="options">All parameters.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentException">A name is empty or a value out of range.</exception>
    public ScoreTextEstimator ScoreText(ScoreTextEstimator.Options options) => new(Context, options);
}

/// <summary>Adds what a model says about a text.</summary>
/// <remarks>
/// | Characteristic | |
/// | --- | --- |
/// | Fitted on | the model column; no row is read |
/// | Input column | text |
/// | Output columns | <c>…NegativeLogLikelihood</c> (Double), <c>…Perplexity</c> (Double), <c>…TokenCount</c> (Int32) |
/// | Saved as | transformers of ML.NET that carry the model, embedded or by reference to a file beside |
///
/// Every row is one document, scored as the protocol "documents" does: the text is trimmed, the beginning id of the vocabulary goes before it,
/// what exceeds the context of the model is cut off, and every token after the first is scored. The negative log-likelihood is the mean over the
/// scored tokens, in nats per token; the perplexity is its exponential. A row that is null, empty, or has nothing to score gets NaN, NaN and 0.
/// </remarks>
public sealed class ScoreTextEstimator : IEstimator<ScoreTextTransformer>
{
    private readonly MLContext _context;
    private readonly Options _options;

    internal ScoreTextEstimator(MLContext context, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_context, _options) = (context, options.Copy());
    }

    /// <summary>Takes the model from its column.</summary>
    /// <param name="input">Data with the model column and the text column.</param>
    /// <returns>What adds the scores.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public ScoreTextTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var model = ModelColumn.Get(input.Schema, _options.ModelColumnName);
        TextColumn.Get(input.Schema, _options.InputColumnName);
        using var channel = HemorrhageLog.Start(_context, nameof(HemorrhageCatalog.ScoreText));
        channel.Say($"Scoring column '{_options.InputColumnName}' with {ModelColumn.Describe(model, ModelColumn.GetHistory(input.Schema, _options.ModelColumnName))}.");
        if (_options.PackagePath is null && Payload.Exceeds(model, _options.EmbedLimitBytes))
            channel.Warn($"The model is too large to be embedded (limit {_options.EmbedLimitBytes} bytes): set PackagePath to save this pipeline.");
        return new(_context, _options, model);
    }

    /// <summary>The shape of the output.</summary>
    /// <param name="inputSchema">The shape of the input.</param>
    /// <returns>The input's columns and the three scores.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ModelColumn.Check(inputSchema, _options.ModelColumnName);
        TextColumn.Check(inputSchema, _options.InputColumnName);
        return Shapes.With(inputSchema, ScoreColumns.Of(new(_options.OutputColumnName)));
    }

    /// <summary>All parameters of the step.</summary>
    public sealed class Options
    {
        /// <summary>What the names of the three columns begin with.</summary>
        /// <value>The default value is "Score".</value>
        public string OutputColumnName { get; set; } = "Score";

        /// <summary>Name of the column that carries the model.</summary>
        /// <value>The default value is "Model".</value>
        public string ModelColumnName { get; set; } = "Model";

        /// <summary>Name of the text column.</summary>
        /// <value>The default value is "Text".</value>
        public string InputColumnName { get; set; } = "Text";

        /// <summary>
        /// A model whose package is larger than this is saved to <see cref="PackagePath"/>, and the pipeline refers to that file by its SHA-256.
        /// Embedded, a model takes about its package's size in the file and, once loaded, about three times that in memory beside the weights.
        /// </summary>
        /// <value>0 to 805,306,320; the default value is 256 MiB.</value>
        public long EmbedLimitBytes { get; set; } = 256L << 20;

        /// <summary>
        /// Where a model above <see cref="EmbedLimitBytes"/> is saved when the pipeline is. A relative path is looked for from the current folder,
        /// then from the application's.
        /// </summary>
        /// <value>The default value is null: saving a pipeline with a larger model is an error.</value>
        public string? PackagePath { get; set; }

        /// <summary>Stops scoring between two rows with an <see cref="OperationCanceledException"/>. It is not saved.</summary>
        public CancellationToken CancellationToken { get; set; }

        internal Options Copy()
        {
            ArgumentException.ThrowIfNullOrEmpty(OutputColumnName);
            ArgumentException.ThrowIfNullOrEmpty(ModelColumnName);
            ArgumentException.ThrowIfNullOrEmpty(InputColumnName);
            ArgumentOutOfRangeException.ThrowIfNegative(EmbedLimitBytes);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(EmbedLimitBytes, Payload.MostEmbeddedBytes, nameof(EmbedLimitBytes));
            if (PackagePath is not null) ArgumentException.ThrowIfNullOrEmpty(PackagePath);
            return (Options)MemberwiseClone();
        }
    }
}
