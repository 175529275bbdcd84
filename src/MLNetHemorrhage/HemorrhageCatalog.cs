using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLNetHemorrhage.Persistence;

namespace MLNetHemorrhage;

/// <summary>
/// Steps of ML.NET pipelines that load, modify and score language models, and metrics of what modifications cost.
/// Made by <see cref="HemorrhageMLContextExtensions.Hemorrhage"/>.
/// </summary>
public sealed partial class HemorrhageCatalog
{
    internal HemorrhageCatalog(MLContext context) => Context = context;

    internal MLContext Context { get; }

    internal IHostEnvironment Environment => Context;

    /// <summary>Takes the language model out of a fitted or a loaded pipeline: the one that the last step with a model has.</summary>
    /// <param name="transformer">The pipeline, or a step of one.</param>
    /// <returns>The model; of a loaded pipeline, the very one that scores in it.</returns>
    /// <exception cref="ArgumentException">No step has a model. Loaded pipelines keep the models of ScoreText alone.</exception>
    /// <exception cref="HemorrhageException">The model was saved as a file, and that is gone or has changed.</exception>
    public LanguageModel Extract(ITransformer transformer)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        using var channel = HemorrhageLog.Start(Environment, nameof(Extract));
        var model = Find(transformer) ?? throw new ArgumentException(
            "Expected a pipeline with a language model, found none. Of a pipeline that was saved and loaded, ScoreText alone keeps its model.", nameof(transformer));
        channel.Say($"Took {model.Name} out of a pipeline.");
        return model;
    }

    private static LanguageModel? Find(ITransformer transformer) => transformer switch
    {
        LanguageModelTransformer step => step.Model,
        ScoreTextTransformer step => step.Model,
        IEnumerable<ITransformer> chain => chain.Reverse().Select(Find).FirstOrDefault(m => m is not null),
        _ => LoadedPayload.Find(transformer),
    };
}
