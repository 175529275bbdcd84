namespace MLNetHemorrhage.Evaluation.Attention;

/// <summary>How the attention of a block differs between base and modified model.</summary>
/// <param name="Block">Index of the block, from 0.</param>
/// <param name="Heads">Its query heads, in order.</param>
/// <param name="Mean">Means over the heads.</param>
/// <param name="HeadSimilarity">Mean over pairs of heads of the linear CKA between their outputs, in the base; NaN where there is one head.</param>
/// <param name="HeadSimilarityChange">Modified minus base of the same; above 0 = the heads become alike.</param>
public sealed record BlockDisruption(
    int Block, IReadOnlyList<HeadDisruption> Heads, MeanDisruption Mean, Estimate HeadSimilarity, Estimate HeadSimilarityChange);
