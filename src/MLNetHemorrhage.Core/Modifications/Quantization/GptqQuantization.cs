using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>
/// <c>quantize(gptq, bits=4, group=32)</c>: rounds the weights input by input and lets those of later inputs make up for what that does to the
/// outputs on the calibration text (Frantar et al. 2023, "GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers",
/// algorithm 1). Weights that are zero stay zero, and the others make up for that too. The weights of an input that is always zero are
/// rounded and nothing else.
/// </summary>
public sealed record GptqQuantization : GridQuantization
{
    internal const string BlockRange = "at least 1", DampingRange = "at least 0 and finite";

    internal static readonly ModificationMethod Row = new ModificationMethod<GptqQuantization>(
        ModificationKind.Quantize, "gptq", "rounds input by input and corrects the weights of the inputs that come after", needsCalibration: true,
        Parameters(
            Parameter.Word<GptqQuantization, InputOrder>("order", s => s.Order, (s, v) => s with { Order = v }),
            Parameter.Word<GptqQuantization, GridTiming>("grids", s => s.Grids, (s, v) => s with { Grids = v }),
            Parameter.Integer<GptqQuantization>("block", BlockRange, false, s => s.Block, (s, v) => s with { Block = v }),
            Parameter.Number<GptqQuantization>("damping", DampingRange, false, s => s.Damping, (s, v) => s with { Damping = v }))) { Source = "Frantar et al. 2023" };

    /// <summary>The order in which it goes through the inputs.</summary>
    /// <value>The default is <see cref="InputOrder.Activation"/>.</value>
    public InputOrder Order { get; init; } = InputOrder.Activation;

    /// <summary>When the grid of a group is made; anything but <see cref="GridTiming.Static"/> needs <see cref="InputOrder.None"/>.</summary>
    /// <value>The default is <see cref="GridTiming.Static"/>.</value>
    public GridTiming Grids { get; init; }

    /// <summary>Consecutive inputs whose corrections reach those behind them together.</summary>
    /// <value>At least 1; the default is 128.</value>
    public int Block { get; init => field = this.CheckRange(value, 1, int.MaxValue, BlockRange); } = 128;

    /// <summary>What is added to the diagonal of XᵀX, as a share of its mean; ten times as much where that is not enough to invert it.</summary>
    /// <value>At least 0; the default is 0.01.</value>
    public double Damping { get; init => field = this.CheckNumber(value, value is >= 0 and < double.PositiveInfinity, DampingRange); } = 0.01;

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    internal override void Check()
    {
        base.Check();
        if (Order == InputOrder.Activation && Grids != GridTiming.Static)
            throw new HemorrhageException($"{Method.Title}: grids={RecipeWords.Of(Grids)} goes with order=none only: in the order of activations no group is reached as a whole");
    }

    internal override IReadOnlyList<InputStatistic> NewStatistics(int columns) => [new InputGram(columns)];

    private protected override QuantizedWeights Quantize(LayerToModify layer)
    {
        var values = layer.Values();
        var gram = layer.Statistic<InputGram>();
        gram.Check(layer);
        int[]? order = Order == InputOrder.Activation ? gram.FallingOrder(layer.Pool) : null;
        var quantized = new QuantizedLayer(values.Rows, Shape(values.Columns), Symmetric, Scales);
        new GptqSolver(layer, values, gram.Inverse(Damping, layer, order), quantized, Rule) { Order = order, Timing = Grids, Energies = Energies(layer) }.Quantize(Block);
        return quantized.Pack();
    }
}
