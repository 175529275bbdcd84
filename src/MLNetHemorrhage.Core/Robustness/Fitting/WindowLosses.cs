namespace MLNetHemorrhage.Robustness;

/// <summary>
/// The losses behind a curve, window by window: what a bootstrap over windows resamples. Every point was scored on the same windows.
/// </summary>
/// <param name="Tokens">Scored tokens of each window.</param>
/// <param name="Base">Summed negative log-likelihood of each window under the base model, in nats.</param>
/// <param name="Points">The same for each point of the curve, in the curve's order: <c>[point][window]</c>.</param>
public sealed record WindowLosses(IReadOnlyList<double> Tokens, IReadOnlyList<double> Base, IReadOnlyList<IReadOnlyList<double>> Points);
