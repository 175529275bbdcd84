using Microsoft.ML;
using MLNetHemorrhage.Transforms;
using MLNetHemorrhage.Persistence;
using MLNetHemorrhage.Rows;
using MLNetHemorrhage.Scoring;

namespace MLNetHemorrhage;

/// <summary>Adds what a model says about a text: see <see cref="ScoreTextEstimator"/>.</summary>
/// <remarks>May be used from several threads at once; a <c>PredictionEngine</c> made from it may not. All share one copy of the weights.</remarks>
public sealed class ScoreTextTransformer : RowTransformer
{
    private readonly MLContext _context;
    private readonly ScoreTextEstimator.Options _options;
    private readonly TextScorer _scorer;

    internal ScoreTextTransformer(MLContext context, ScoreTextEstimator.Options options, LanguageModel model) =>
        (_context, _options, _scorer) = (context, options, new(model));

    /// <summary>The model that scores.</summary>
    public LanguageModel Model => _scorer.Model;

    private protected override AddedColumns Bind(DataViewSchema inputSchema) => new ScoreColumns(
        new(_options.OutputColumnName), _scorer, TextColumn.Get(inputSchema, _options.InputColumnName), _options.CancellationToken);

    private protected override ICanSaveModel ToBuiltIns() => SavedScoring.Of(
        _context.Transforms, new(_options.OutputColumnName), _options.InputColumnName, Payload.Save(Model, _options.EmbedLimitBytes, _options.PackagePath));
}
