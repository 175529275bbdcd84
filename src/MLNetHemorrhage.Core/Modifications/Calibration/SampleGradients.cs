using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>Collects the magnitudes of the gradients of every linear layer, one calibration window after the other.</summary>
internal sealed class SampleGradients : IBlockGradientReader
{
    private readonly StepContext _context;
    private readonly ModelShape _shape;
    private readonly Dictionary<LayerName, GradientMagnitudes> _magnitudes;

    private SampleGradients(ModelShape shape, StepContext context, GradientNorm norm, double factor)
    {
        (_shape, _context) = (shape, context);
        _magnitudes = Enumerable.Range(0, shape.Blocks.Count)
            .SelectMany(b => DecoderBlock.Roles.Select(role => (b, role)))
            .ToDictionary(l => LayerName.Linear(l.b, l.role), l => new GradientMagnitudes(shape.Blocks[l.b].Of(l.role).Rows, shape.Blocks[l.b].Of(l.role).Columns, norm, factor));
    }

    /// <summary>The magnitudes of factor times the gradient of each window's mean loss; windows of a single token predict nothing and are left out.</summary>
    public static IReadOnlyDictionary<LayerName, object> Of(DecoderModel model, StepContext context, GradientNorm norm, double factor)
    {
        var reader = new SampleGradients(model.Shape, context, norm, factor);
        var block = new BlockMemory(model.ShapeOf(0));
        var gradient = new StreamedGradient(model, Weights, context.Pool);
        int[][] windows = context.Calibration!.PredictingWindows();
        for (int w = 0; w < windows.Length; w++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            double loss = gradient.Run(new([windows[w]]), reference: null, reader);
            if (!double.IsFinite(loss)) throw new HemorrhageException(FormattableString.Invariant($"calibration window {w}: expected a finite loss, found {loss}"));
        }
        foreach (var magnitudes in reader._magnitudes.Values) magnitudes.Finish();
        return reader._magnitudes.ToDictionary(m => m.Key, m => (object)m.Value);

        BlockTensors Weights(int b)
        {
            if (!block.IsFor(model.ShapeOf(b))) block = new(model.ShapeOf(b));
            block.Load(model.Blocks[b]);
            return block.Tensors;
        }
    }

    void IBlockGradientReader.Take(int block, BlockTensors gradients)
    {
        foreach (var role in DecoderBlock.Roles)
            _magnitudes[LayerName.Linear(block, role)].Add(gradients.Linear(role, _shape.Blocks[block]), _context.Pool);
    }
}
