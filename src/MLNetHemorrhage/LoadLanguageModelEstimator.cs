using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLNetHemorrhage.Transforms;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Rows;

namespace MLNetHemorrhage;

public sealed partial class HemorrhageCatalog
{
    /// <summary>Adds a column that carries a language model, for the steps that follow.</summary>
    /// <param name="outputColumnName">Name of the column.</param>
    /// <param name="path">A Hugging Face directory, a llama2.c <c>.bin</c> file with its tokenizer beside it, or a model package; null means the small model that ships with the library.</param>
    /// <returns>The step.</returns>
    /// <exception cref="FileNotFoundException">There is nothing at the path.</exception>
    /// <example>
    /// <format type="text/markdown"><![CDATA[
    /// [!code-csharp[CompressInPipeline](~/../samples/CompressInPipeline/Program.cs)]
    /// ]]></format>
    /// </example>
    [LoadsModel]
    public LoadLanguageModelEstimator LoadLanguageModel([ModelColumn] string outputColumnName = "Model", [ModelPath] string? path = null) =>
        LoadLanguageModel(new() { OutputColumnName = outputColumnName, Path = path });

    /// <summary>Adds a column that carries a language model, for the steps that follow.</summary>
    /// <param name="options">All parameters.</param>
    /// <returns>The step.</returns>
    /// <exception cref="FileNotFoundException">There is nothing at the path.</exception>
    [LoadsModel]
    public LoadLanguageModelEstimator LoadLanguageModel(LoadLanguageModelEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.OutputColumnName, nameof(options.OutputColumnName));
        if (options.Path is not { } path) return new(Context, options.OutputColumnName, () => LanguageModel.Default);
        if (!Path.Exists(path)) throw new FileNotFoundException($"Could not find a language model at '{path}'.", path);
        return new(Context, options.OutputColumnName, () => LanguageModel.Load(path));
    }

    /// <summary>Adds a column that carries a language model which is already in memory, such as one that <see cref="Extract"/> gave.</summary>
    /// <param name="outputColumnName">Name of the column.</param>
    /// <param name="model">The model.</param>
    /// <returns>The step.</returns>
    [LoadsModel]
    public LoadLanguageModelEstimator UseLanguageModel([ModelColumn] string outputColumnName, LanguageModel model)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentNullException.ThrowIfNull(model);
        return new(Context, outputColumnName, () => model);
    }
}

/// <summary>Loads a language model and adds the column that carries it.</summary>
/// <remarks>
/// | Characteristic | |
/// | --- | --- |
/// | Fitted on | nothing; no row is read |
/// | Output column | text, with the live model as an annotation |
/// | Saved as | the text of the column |
///
/// Every <see cref="Fit"/> loads the files again. Their weights stay in use while the transformer lives, also after the files are deleted.
/// </remarks>
public sealed class LoadLanguageModelEstimator : IEstimator<LanguageModelTransformer>
{
    private readonly MLContext _context;
    private readonly string _column;
    private readonly Func<LanguageModel> _load;

    internal LoadLanguageModelEstimator(MLContext context, string column, Func<LanguageModel> load) => (_context, _column, _load) = (context, column, load);

    /// <summary>Loads the model.</summary>
    /// <param name="input">Data; not read.</param>
    /// <returns>What adds the column.</returns>
    /// <exception cref="HemorrhageException">Something is missing, damaged or of an unsupported kind.</exception>
    public LanguageModelTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var channel = HemorrhageLog.Start(_context, nameof(HemorrhageCatalog.LoadLanguageModel));
        var model = _load();
        var size = WeightSize.Of(model.Decoder);
        channel.Say($"Loaded {model.Name}: {size.Count} weights in {size.Bytes} bytes, context {model.Decoder.Spec.ContextLength}.");
        return new(_context, _column, model);
    }

    /// <summary>The shape of the output.</summary>
    /// <param name="inputSchema">The shape of the input.</param>
    /// <returns>The input's columns and the model column.</returns>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return Shapes.With(inputSchema, new ModelColumn(_column).Columns);
    }

    /// <summary>All parameters of the step.</summary>
    public sealed class Options
    {
        /// <summary>Name of the column.</summary>
        /// <value>The default value is "Model".</value>
        [ModelColumn]
        public string OutputColumnName { get; set; } = "Model";

        /// <summary>A Hugging Face directory, a llama2.c <c>.bin</c> file with its tokenizer beside it, or a model package.</summary>
        /// <value>The default value is null: the small model that ships with the library.</value>
        [ModelPath]
        public string? Path { get; set; }
    }
}
