using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Evaluation.Cascade;

/// <summary>What the outputs of one linear layer lost: what the layer breaks itself, and what arrives with its inputs.</summary>
/// <param name="Role">Which layer of the block.</param>
/// <param name="Local">W'·x against W·x, x the base model's input: the damage of this layer alone.</param>
/// <param name="InPlace">W'·x' against W·x, each model with its own input: the layer's damage and what it inherits.</param>
public sealed record LinearLoss(LinearRole Role, SignalLoss Local, SignalLoss InPlace);
