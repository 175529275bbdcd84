using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Evaluation.Layers;

/// <summary>Refuses models that cannot be compared layer by layer.</summary>
internal static class PairedShapes
{
    /// <summary>Both must read the text alike and have the same blocks, widths and heads.</summary>
    public static void Require(LanguageModel baseline, LanguageModel modified, ScoredText text)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(modified);
        ArgumentNullException.ThrowIfNull(text);
        Divergence.RequireSameVocabulary(baseline, modified, text);
        WindowBatches.RequireReadable(baseline, text);
        WindowBatches.RequireReadable(modified, text);
        DecoderSpec expected = baseline.Decoder.Spec, found = modified.Decoder.Spec;
        Same(expected.BlockCount, found.BlockCount, "blocks");
        Same(expected.HiddenSize, found.HiddenSize, "numbers in the residual stream");
        Same(expected.HeadCount, found.HeadCount, "query heads");
        Same(expected.KeyValueHeadCount, found.KeyValueHeadCount, "key-value heads");
        Same(expected.HeadSize, found.HeadSize, "numbers in a head");
        Same(expected.FeedForwardSize, found.FeedForwardSize, "numbers in the feed-forward layer");
        RequirePlain(baseline);
        RequirePlain(modified);

        void Same(int expected, int found, string what)
        {
            if (expected != found)
                throw new HemorrhageException($"{modified.Name}: expected the base model's {expected} {what}, found {found}; layers are compared one to one.");
        }
    }

    // The measures of layers know one shape for all blocks, and one basis of the residual stream.
    private static void RequirePlain(LanguageModel model)
    {
        var plain = BlockShape.Of(model.Decoder.Spec);
        for (int b = 0; b < model.Decoder.Blocks.Count; b++)
        {
            if (!model.Decoder.ShapeOf(b).IsSame(plain) || model.Decoder.Blocks[b].Additions.HasShortcuts)
                throw new HemorrhageException($"{model.Name}: expected blocks of one shape, found another in block {b}; layers are compared one to one.");
        }
    }
}
