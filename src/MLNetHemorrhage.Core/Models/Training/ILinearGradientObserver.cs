using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>Sees what the gradients of the linear layers of a block are made of, while the backward pass goes through it.</summary>
internal interface ILinearGradientObserver
{
    /// <summary>Called once for each group of layers that share an input; both views are valid during the call only.</summary>
    /// <param name="group">The layers.</param>
    /// <param name="input">Their common input [tokens, inputs], rounded where the block says so.</param>
    /// <param name="outputGradient">The gradient of the loss with respect to their outputs side by side [tokens, outputs].</param>
    void Observe(LinearGroup group, MatrixView input, MatrixView outputGradient);
}
