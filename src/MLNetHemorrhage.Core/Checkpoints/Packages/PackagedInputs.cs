using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Checkpoints.Packages;

/// <summary>What a package says of the rounding of inputs; nothing where none are rounded.</summary>
internal static class PackagedInputs
{
    public static IReadOnlyList<BlockInputs>? Of(DecoderModel model) =>
        model.Blocks.All(b => b.Additions.Inputs == BlockInputs.None) ? null : [.. model.Blocks.Select(b => b.Additions.Inputs)];

    public static IReadOnlyList<BlockInputs> Read(PackageHeader header, string package)
    {
        int count = header.Decoder.BlockCount;
        if (header.Inputs is not { } inputs) return [.. Enumerable.Repeat(BlockInputs.None, count)];
        if (inputs.Count != count) throw CheckpointError.File(package, $"the inputs of {count} blocks", $"{inputs.Count}");
        return inputs.Contains(null!) ? throw CheckpointError.File(package, "the inputs of every block", "null") : inputs;
    }
}
