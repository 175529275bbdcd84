using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>Other formats have one shape for all blocks; models that lost structure may have several.</summary>
internal static class UniformModel
{
    /// <summary>Refuses a model whose blocks are not all as its architecture says.</summary>
    /// <param name="model">The model.</param>
    /// <param name="where">What is written, for errors.</param>
    /// <param name="holder">What cannot say it.</param>
    public static void Require(DecoderModel model, string where, string holder)
    {
        var expected = BlockShape.Of(model.Spec);
        for (int b = 0; b < model.Blocks.Count; b++)
        {
            var shape = model.ShapeOf(b);
            if (model.Blocks[b].Additions.HasShortcuts) throw Error(where, "a residual stream that stays in one basis", $"a rotation in block {b}", holder);
            if (DecoderBlock.Roles.Select(role => model.Blocks[b].Additions.Inputs[role]).FirstOrDefault(r => r is not null) is { } rounding)
                throw Error(where, "inputs of layers that are not rounded", $"{rounding.Format} in block {b}", holder);
            if (!shape.HasEqualGroups) throw Error(where, "equal groups of query heads", $"[{string.Join(", ", shape.HeadGroups)}] in block {b}", holder);
            Same(expected.HeadCount, shape.HeadCount, "query heads");
            Same(expected.KeyValueHeadCount, shape.KeyValueHeadCount, "key-value heads");
            Same(expected.FeedForwardSize, shape.FeedForwardSize, "feed-forward channels");

            void Same(int expected, int found, string what)
            {
                if (found != expected) throw Error(where, $"{expected} {what} in every block", $"{found} in block {b}", holder);
            }
        }
    }

    public static HemorrhageException Error(string where, string expected, string found, string holder) =>
        CheckpointError.File(where, $"{expected}, as {holder} can say", $"{found}; a model package can hold it");
}
