namespace MLNetHemorrhage.Evaluation.Attention;

/// <summary>Means over heads; each as in <see cref="HeadDisruption"/>, with the standard error of the mean.</summary>
/// <param name="JensenShannon">Jensen-Shannon divergence, nats.</param>
/// <param name="EntropyChange">Change of entropy, nats.</param>
/// <param name="FirstTokenMassChange">Change of the attention on the first token, -1 to 1.</param>
/// <param name="OutputSimilarity">Linear CKA between the outputs in base and modified model.</param>
public sealed record MeanDisruption(Estimate JensenShannon, Estimate EntropyChange, Estimate FirstTokenMassChange, Estimate OutputSimilarity);
