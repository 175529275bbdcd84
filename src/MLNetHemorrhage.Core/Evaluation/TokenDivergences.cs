using MLNetHemorrhage.Evaluation.Prediction;

namespace MLNetHemorrhage.Evaluation;

/// <summary>What two models say about every scored token of a text, in order.</summary>
internal sealed class TokenDivergences(ScoredText text)
{
    public ScoredText Text { get; } = text;

    public double[] BaseNll { get; } = new double[text.Tokens];

    public double[] ModifiedNll { get; } = new double[text.Tokens];

    public double[] KlDivergence { get; } = new double[text.Tokens];

    public double[] DeltaProbability { get; } = new double[text.Tokens];

    /// <summary>1 where both models prefer the same token, else 0.</summary>
    public double[] SameTop { get; } = new double[text.Tokens];

    public TopPrediction[] BaseTop { get; } = new TopPrediction[text.Tokens];

    public TopPrediction[] ModifiedTop { get; } = new TopPrediction[text.Tokens];

    public void Set(int token, in RowDivergence row)
    {
        BaseNll[token] = row.BaseNll;
        ModifiedNll[token] = row.ModifiedNll;
        KlDivergence[token] = row.KlDivergence;
        DeltaProbability[token] = row.DeltaProbability;
        SameTop[token] = row.SameTop ? 1 : 0;
        BaseTop[token] = row.BaseTop;
        ModifiedTop[token] = row.ModifiedTop;
    }
}
