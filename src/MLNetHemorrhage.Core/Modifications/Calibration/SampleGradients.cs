using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>
/// The gradients of the mean loss of every calibration window at the dense weights, one window after the other, one layer at a time: of the
/// gradients, one block of one window is held.
/// </summary>
internal static class SampleGradients
{
    /// <summary>Takes in the gradient of one layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="weights">Its weights [outputs, inputs].</param>
    /// <param name="gradient">The gradient of one window's mean loss, of the same shape; valid during the call only.</param>
    public delegate void Reader(LayerName layer, MatrixView weights, MatrixView gradient);

    /// <summary>Runs every window forward and backward; windows of one token predict nothing and are left out.</summary>
    /// <param name="model">The model.</param>
    /// <param name="context">Calibration text, threads and cancellation.</param>
    /// <param name="passes">How many passes through the blocks this is in the progress of the step.</param>
    /// <param name="reader">Is given the layers of all blocks once for every window.</param>
    public static void Run(DecoderModel model, StepContext context, int passes, Reader reader)
    {
        var block = new BlockMemory(model.ShapeOf(0));
        var gradient = new StreamedGradient(model, Weights, context.Pool);
        var windows = context.Calibration!.PredictingWindows();
        int done = 0;
        foreach (var (number, ids) in windows)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            double loss = gradient.Run(new([ids]), reference: null, new BlockReader(Take));
            if (!double.IsFinite(loss)) throw new HemorrhageException(FormattableString.Invariant($"calibration window {number}: expected a finite loss, found {loss}"));
            context.BlockDone((int)((long)passes * model.Blocks.Count * ++done / windows.Count));
        }

        BlockTensors Weights(int b)
        {
            if (!block.IsFor(model.ShapeOf(b))) block = new(model.ShapeOf(b));
            block.Load(model.Blocks[b]);
            return block.Tensors;
        }

        // The weights of the block whose gradient is taken are those loaded last.
        void Take(int b, BlockTensors gradients)
        {
            foreach (var role in DecoderBlock.Roles) reader(LayerName.Linear(b, role), block[role], gradients.Linear(role, model.ShapeOf(b)));
            GC.KeepAlive(block);
        }
    }

    private sealed class BlockReader(Action<int, BlockTensors> take) : IBlockGradientReader
    {
        void IBlockGradientReader.Take(int block, BlockTensors gradients) => take(block, gradients);
    }
}
