namespace MLNetHemorrhage.Evaluation.Prediction;

/// <summary>
/// Calibration of the base and of the modified model on the same tokens. Standard errors of calibration errors are those of a
/// bootstrap over windows, with the same draws for both models.
/// </summary>
/// <param name="Base">The base model.</param>
/// <param name="Modified">The modified model.</param>
/// <param name="Difference">Modified minus base expected calibration error; above 0 = the modified model knows less what it knows.</param>
/// <param name="AdaptiveDifference">The same of the adaptive one.</param>
public sealed record CalibrationResult(CalibrationError Base, CalibrationError Modified, Estimate Difference, Estimate AdaptiveDifference);
