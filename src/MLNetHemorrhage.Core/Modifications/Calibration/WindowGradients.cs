using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>
/// The gradient of the loss on the calibration text with respect to every weight: its mean over the windows and, where asked for, the mean of
/// its square, window by window.
/// </summary>
internal sealed class WindowGradients
{
    private readonly DecoderParameters _parameters;
    private readonly DecoderGradients _mean;
    private readonly DecoderGradients? _meanSquare;

    private WindowGradients(DecoderModel model, bool squares)
    {
        _parameters = DecoderParameters.From(model);
        _mean = new(model.Shape);
        _meanSquare = squares ? new(model.Shape) : null;
    }

    /// <summary>Runs every window forward and backward; windows of one token have nothing to predict and are left out.</summary>
    public static WindowGradients Measure(DecoderModel model, bool squares, StepContext context)
    {
        var result = new WindowGradients(model, squares);
        int[][] windows = [.. context.Calibration!.Windows.Where(w => w.Length > 1)];
        if (windows.Length == 0) throw CalibrationSet.NothingToPredict();
        var runner = new GradientRunner(result._parameters, context.Pool);
        var one = squares ? new DecoderGradients(model.Shape) : result._mean;
        for (int w = 0; w < windows.Length; w++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (squares) one.Clear();
            double loss = runner.Accumulate(new([windows[w]]), one);
            if (!double.IsFinite(loss)) throw new HemorrhageException($"calibration window {w}: expected a finite loss, found {loss}");
            if (squares) result.Add(one);
            context.BlockDone((w + 1) * model.Blocks.Count / windows.Length);
        }
        Scale(result._mean.Values, 1f / windows.Length);
        if (squares) Scale(result._meanSquare!.Values, 1f / windows.Length);
        return result;
    }

    public MatrixView Weights(int block, LinearRole role) => Part(_parameters, block, role);

    public MatrixView Mean(int block, LinearRole role) => Part(_mean, block, role);

    public MatrixView? MeanSquare(int block, LinearRole role) => _meanSquare is null ? null : Part(_meanSquare, block, role);

    private static MatrixView Part(DecoderTensors tensors, int block, LinearRole role) =>
        tensors.Block(block).Linear(role, tensors.Shape.Blocks[block]);

    private void Add(DecoderGradients one)
    {
        Span<float> sums = _mean.Values, squares = _meanSquare!.Values;
        var values = one.Values;
        for (int i = 0; i < values.Length; i++)
        {
            sums[i] += values[i];
            squares[i] += values[i] * values[i];
        }
    }

    private static void Scale(Span<float> values, float factor)
    {
        foreach (ref float value in values) value *= factor;
    }
}
