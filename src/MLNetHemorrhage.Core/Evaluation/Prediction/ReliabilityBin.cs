namespace MLNetHemorrhage.Evaluation.Prediction;

/// <summary>The predictions of about equal confidence: a point of a reliability diagram. On a calibrated model accuracy equals confidence.</summary>
/// <param name="Low">The confidence is above this …</param>
/// <param name="High">… and at most this.</param>
/// <param name="Tokens">Number of predictions.</param>
/// <param name="Confidence">Their mean confidence; NaN where there are none.</param>
/// <param name="Accuracy">Share of them that were right; NaN where there are none.</param>
public sealed record ReliabilityBin(double Low, double High, int Tokens, double Confidence, double Accuracy);
