namespace MLNetHemorrhage.Evaluation.Prediction;

/// <summary>A model's most likely next token: how likely, and whether it came.</summary>
internal readonly record struct TopPrediction(double Confidence, bool Right);
