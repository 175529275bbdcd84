namespace MLNetHemorrhage.Models.Training;

/// <summary>What one step of training did.</summary>
/// <param name="Step">Steps done, this one included.</param>
/// <param name="Loss">Mean loss of its batch before the update, in nats per token.</param>
/// <param name="GradientNorm">Norm of the gradient before clipping.</param>
/// <param name="LearningRate">Learning rate of the update.</param>
/// <param name="Tokens">Tokens of its batch.</param>
internal readonly record struct TrainingStep(int Step, double Loss, double GradientNorm, double LearningRate, int Tokens);
