namespace MLNetHemorrhage.Evaluation.Cascade;

/// <summary>
/// How far a signal of the modified model, h' [tokens, width], is from the base model's, h. Standard errors take each window as
/// one observation; those of the error and of the ratio are by the delta method.
/// </summary>
/// <param name="RelativeError">sqrt(E|h' - h|² / E|h|²): 0 = untouched, 1 = as large as the signal; NaN where the base's signal is zero.</param>
/// <param name="Cosine">Mean over tokens of the cosine between h' and h: 1 = same direction. 0 where one of them alone is zero, 1 where both are.</param>
/// <param name="Sqnr">Signal-to-quantization-noise ratio, 10 log10(E|h|² / E|h' - h|²), in dB; +Infinity with an unknown error where nothing changed.</param>
public sealed record SignalLoss(Estimate RelativeError, Estimate Cosine, Estimate Sqnr);
