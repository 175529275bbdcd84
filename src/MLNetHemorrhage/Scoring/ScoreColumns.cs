using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetHemorrhage.Transforms;
using MLNetHemorrhage.Rows;

namespace MLNetHemorrhage.Scoring;

/// <summary>The columns that scoring adds to a row. A row is scored once, whichever of them are read.</summary>
internal sealed class ScoreColumns(ScoreColumnNames names, TextScorer scorer, DataViewSchema.Column text, CancellationToken cancellation) : AddedColumns
{
    public override IReadOnlyList<DataViewSchema.DetachedColumn> Columns { get; } = Of(names);

    public override IReadOnlyList<int> Inputs => [text.Index];

    public static IReadOnlyList<DataViewSchema.DetachedColumn> Of(ScoreColumnNames names) =>
    [
        new(names.NegativeLogLikelihood, NumberDataViewType.Double),
        new(names.Perplexity, NumberDataViewType.Double),
        new(names.TokenCount, NumberDataViewType.Int32),
    ];

    public override IReadOnlyList<Delegate> Bind(DataViewRow input)
    {
        var getText = input.GetGetter<ReadOnlyMemory<char>>(text);
        long scoredPosition = -1;
        DocumentScore score = default;
        ReadOnlyMemory<char> document = default;
        DocumentScore Score()
        {
            if (scoredPosition == input.Position) return score;
            cancellation.ThrowIfCancellationRequested();
            getText(ref document);
            score = scorer.Score(document);
            scoredPosition = input.Position;
            return score;
        }
        return
        [
            (ValueGetter<double>)((ref double value) => value = Score().NegativeLogLikelihood),
            (ValueGetter<double>)((ref double value) => value = Score().Perplexity),
            (ValueGetter<int>)((ref int value) => value = Score().TokenCount),
        ];
    }
}
