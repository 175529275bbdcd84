namespace MLNetHemorrhage.Evaluation;

/// <summary>What the scores of a model are.</summary>
public enum ScoreKind
{
    /// <summary>Probabilities of exclusive classes: not negative, with a sum of 1.</summary>
    Probability,

    /// <summary>Logarithms of probabilities up to a constant of the row; their softmax is the distribution.</summary>
    Logit,

    /// <summary>Numbers without a distribution, such as margins: only their order and their differences mean something.</summary>
    Raw,
}
