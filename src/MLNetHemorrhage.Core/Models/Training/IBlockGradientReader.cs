namespace MLNetHemorrhage.Models.Training;

/// <summary>Is given the gradients of a decoder a block at a time, the last block first.</summary>
internal interface IBlockGradientReader
{
    /// <summary>Called between the pass forward and the pass back.</summary>
    /// <param name="loss">The mean loss.</param>
    void Begin(double loss) { }

    /// <summary>Who watches the backward pass go through a block; null where nobody does.</summary>
    ILinearGradientObserver? Observer(int block) => null;

    /// <summary>Called when the pass has left a block: its weights may be changed now.</summary>
    /// <param name="block">Index of the block.</param>
    /// <param name="gradients">The gradients of its weights; valid during the call only.</param>
    void Take(int block, BlockTensors gradients);
}
