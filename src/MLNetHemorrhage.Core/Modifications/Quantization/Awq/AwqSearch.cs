using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Modifications.Quantization.Awq;

/// <summary>
/// Finds, block by block on the unmodified model, the factors of inputs with which rounding moves outputs least, folds them into what comes before,
/// and finds where to clip the folded weights.
/// </summary>
internal sealed class AwqSearch(AwqQuantization step, DecoderModel model, StepContext context)
{
    // Tokens that the published code clips by.
    private const int ClipTokens = 512;

    private readonly HalfBlock _half = new(model, context.Calibration!, context.Pool);
    private readonly Dictionary<LayerName, object> _limits = [];

    /// <summary>The folded model, of the same function, and the limits of the layers that are clipped.</summary>
    public Preparation Run()
    {
        var blocks = model.Blocks.ToArray();
        for (int b = 0; b < blocks.Length; b++)
        {
            blocks[b] = Fold(b, blocks[b]);
            context.BlockDone(b + 1);
        }
        return new(model.WithBlocks(blocks)) { Layers = _limits };
    }

    private DecoderBlock Fold(int index, DecoderBlock block)
    {
        var inputs = new StatisticsCollector(NewStatistics, context.Pool);
        _half.RunAttention(block, inputs);
        float[] attention = Best(block, inputs, LinearRole.Query, LinearRole.Key, LinearRole.Value);
        // Heads that share values cannot have factors of their own.
        float[]? output = block[LinearRole.Value].Rows == block[LinearRole.Output].Columns ? Best(block, inputs, LinearRole.Output) : null;
        _half.RunFeedForward(block, inputs);
        float[] feedForward = Best(block, inputs, LinearRole.Gate, LinearRole.Up);
        float[] down = Best(block, inputs, LinearRole.Down);

        var folding = new BlockFolding(attention, output, feedForward, down);
        var folded = folding.Fold(block);
        if (step.Clip == GridClip.Output)
        {
            // Queries and keys meet in a product of which a layer's own error says little.
            foreach (var role in DecoderBlock.Roles.Except([LinearRole.Query, LinearRole.Key]))
            {
                context.Cancellation.ThrowIfCancellationRequested();
                var sample = inputs.Of(role).OfType<SpacedSample>().Single().Inputs;
                _limits.Add(LayerName.Linear(index, role), ClipLimits.Search(step, folded[role], folding.Scaled(sample, role), context.Pool));
            }
        }
        return folded;
    }

    private float[] Best(DecoderBlock block, StatisticsCollector inputs, params LinearRole[] roles)
    {
        var sums = inputs.Of(roles[0]).OfType<ColumnMagnitudes>().Single();
        double[] magnitudes = [.. sums.Sums];
        for (int j = 0; j < magnitudes.Length; j++)
        {
            magnitudes[j] /= sums.Tokens;
            if (!double.IsFinite(magnitudes[j])) throw new HemorrhageException(FormattableString.Invariant($"{step}: an input of the {RecipeWords.Of(roles[0])} projection is not finite on the calibration text"));
        }
        var gram = inputs.Of(roles[0]).OfType<InputGram>().SingleOrDefault();
        float[]? best = null;
        double least = double.PositiveInfinity;
        for (int candidate = 0; candidate < ChannelScales.Candidates; candidate++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            float[] scales = ChannelScales.Of(magnitudes, candidate);
            double loss = gram is null
                ? _half.Loss(block.With(roles.ToDictionary(role => role, role => (WeightMatrix)step.Rounded(block[role], scales, context.Pool))), least)
                : OutputLoss.Of(block[roles[0]], step.Rounded(block[roles[0]], scales, context.Pool), gram.Sums(context.Pool), context.Pool);
            if (best is null || loss < least) (best, least) = (scales, loss);
        }
        return best!;
    }

    // Of layers whose outputs are added to the residual stream, XᵀX tells the error of the outputs; of the others only a run does.
    private InputStatistic[] NewStatistics(LinearRole role, int columns)
    {
        InputStatistic[] all = [new ColumnMagnitudes(columns), new SpacedSample(columns, context.Calibration!.TokenCount, ClipTokens)];
        return role is LinearRole.Output or LinearRole.Down ? [.. all, new InputGram(columns)] : all;
    }
}
