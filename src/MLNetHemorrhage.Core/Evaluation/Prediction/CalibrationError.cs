namespace MLNetHemorrhage.Evaluation.Prediction;

/// <summary>How far a model's confidence in its most likely next token is from how often that token comes.</summary>
/// <param name="Expected">
/// Expected calibration error (Guo et al. 2017): Σ (n_b / n) |accuracy_b - confidence_b| over 15 bins of equal width; 0 = calibrated.
/// </param>
/// <param name="Adaptive">The same over 15 bins with equally many predictions (Nixon et al. 2019), which sparse bins do not distort.</param>
/// <param name="Confidence">Mean confidence. Above the accuracy: the model claims too much; below: too little.</param>
/// <param name="Bins">The bins of equal width, from low to high confidence.</param>
public sealed record CalibrationError(Estimate Expected, Estimate Adaptive, Estimate Confidence, IReadOnlyList<ReliabilityBin> Bins);
