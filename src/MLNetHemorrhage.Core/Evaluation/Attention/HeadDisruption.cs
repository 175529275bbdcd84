namespace MLNetHemorrhage.Evaluation.Attention;

/// <summary>How a query head's attention differs between base and modified model; means over query rows, except the similarity.</summary>
/// <param name="Head">Index of the query head in its block, from 0.</param>
/// <param name="JensenShannon">Jensen-Shannon divergence between the two attention rows, nats: 0 = equal, ln 2 = nothing in common (Lin 1991).</param>
/// <param name="Entropy">Entropy of the base's row, nats: 0 = all on one token.</param>
/// <param name="EntropyChange">Entropy of the modified model's row minus that of the base's, nats; above 0 = attention spreads out.</param>
/// <param name="FirstTokenMass">Attention that the base gives the first token of the window, 0 to 1.</param>
/// <param name="FirstTokenMassChange">Modified minus base of the same.</param>
/// <param name="OutputSimilarity">Linear CKA between the head's outputs in base and modified model: 1 = equal up to rotation and scale.</param>
public sealed record HeadDisruption(
    int Head, Estimate JensenShannon, Estimate Entropy, Estimate EntropyChange, Estimate FirstTokenMass, Estimate FirstTokenMassChange, Estimate OutputSimilarity);
