using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Models.Weights.Ggml;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>The formats of all matrices, settled before any work is done, so that a row that does not fit is an error at once.</summary>
internal static class GgmlPlan
{
    public static IReadOnlyDictionary<LayerName, object> Of(GgmlQuantization step, DecoderModel model)
    {
        var plan = new Dictionary<LayerName, object>();
        for (int b = 0; b < model.Blocks.Count; b++)
        {
            var shape = model.ShapeOf(b);
            foreach (var role in DecoderBlock.Roles)
                Add(LayerName.Linear(b, role), model.Blocks[b][role], GgmlMix.FormatOf(step.Type, role, b, model.Blocks.Count, shape.HeadCount / shape.KeyValueHeadCount));
        }
        if (step.Targets == ModificationTargets.Blocks) return plan;
        Add(LayerName.Head, model.Head, GgmlMix.OfHead(step.Type, model.Head.Columns));
        Add(LayerName.Embedding, model.Embedding, step.Type.Base());
        return plan;

        void Add(LayerName name, WeightMatrix weights, BlockFormat format) => plan.Add(name, new GgmlChoice(Fitting(step, name, weights, format)));
    }

    // Null means f16.
    private static BlockFormat? Fitting(GgmlQuantization step, LayerName name, WeightMatrix weights, BlockFormat format)
    {
        if (weights.Columns % format.BlockLength == 0) return format;
        if (!step.Fallback)
            throw new HemorrhageException(
                $"{step}: {name}: expected rows of a multiple of {format.BlockLength} weights, the block length of {format.Name}, found {weights.Columns}; fallback=true takes another format there");
        return GgmlMix.Fallback(format) is { } other && weights.Columns % other.BlockLength == 0 ? other : null;
    }
}

/// <summary>The format of one matrix; null means f16.</summary>
internal sealed record GgmlChoice(BlockFormat? Format);
