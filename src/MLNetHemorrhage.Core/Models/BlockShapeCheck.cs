using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Models;

/// <summary>Compares the weights of one block with each other and with the architecture, whose sizes it must not exceed.</summary>
internal static class BlockShapeCheck
{
    /// <summary>The width of the residual stream behind the block, given that before it; throws where some weight has another shape.</summary>
    public static int Check(string name, DecoderSpec spec, DecoderBlock block, int width)
    {
        RequireHeads(name, LinearRole.Query, block, spec.HeadCount, spec.HeadSize);
        RequireHeads(name, LinearRole.Key, block, spec.KeyValueHeadCount, spec.HeadSize);
        RequireGroups(name, block, spec.HeadSize);
        Require(name, "feed-forward channels", block[LinearRole.Gate].Rows, spec.FeedForwardSize);
        var shape = block.Shape(spec.HeadSize);
        var additions = block.Additions;
        int middle = additions.AttentionShortcut?.Rows ?? width, output = additions.FeedForwardShortcut?.Rows ?? middle;
        var expected = new BlockShape(shape.HeadSize, shape.HeadGroups, shape.FeedForwardSize, width, middle, output);

        ShapeCheck.Expect($"{name}, attention norm", width, block.AttentionNorm);
        ShapeCheck.Expect($"{name}, feed-forward norm", middle, block.FeedForwardNorm);
        foreach (var role in DecoderBlock.Roles)
        {
            var (rows, columns) = expected.Of(role);
            ShapeCheck.Expect($"{name}, {role} weights", rows, columns, block[role]);
        }
        foreach (var (role, bias) in additions.Biases) ShapeCheck.Expect($"{name}, {role} bias", expected.Of(role).Rows, bias);
        foreach (var (role, shortcut) in additions.Shortcuts)
            ShapeCheck.Expect($"{name}, shortcut beside {role}", shortcut.Rows, role == LinearRole.Output ? width : middle, shortcut);
        foreach (var role in DecoderBlock.Roles)
        {
            if (additions.Inputs[role] is { IsValid: false } inputs)
                throw new HemorrhageException($"{name}, {role} inputs: expected {InputRounding.LeastBits} to {InputRounding.MostBits} bits and a threshold above 0, found {inputs.Format}.");
        }
        return output;
    }

    private static void RequireHeads(string name, LinearRole role, DecoderBlock block, int most, int headSize)
    {
        int rows = block[role].Rows;
        if (rows % headSize != 0) throw new HemorrhageException($"{name}, {role} weights: expected a multiple of the head size {headSize} as rows, found {rows}.");
        Require(name, $"heads in the {role} weights", rows / headSize, most);
    }

    private static void RequireGroups(string name, DecoderBlock block, int headSize)
    {
        int heads = block[LinearRole.Query].Rows / headSize, shared = block[LinearRole.Key].Rows / headSize;
        if (block.Additions.HeadGroups is { } groups)
        {
            if (groups.Count != shared || groups.Any(g => g < 1) || groups.Sum(g => (long)g) != heads)
                throw new HemorrhageException($"{name}: expected {shared} groups that add up to {heads} query heads, found [{string.Join(", ", groups)}].");
        }
        else if (heads % shared != 0)
        {
            throw new HemorrhageException($"{name}: expected a multiple of the {shared} key-value heads as query heads, found {heads}.");
        }
    }

    private static void Require(string name, string what, int found, int most)
    {
        if (found > most) throw new HemorrhageException($"{name}: expected at most {most} {what}, found {found}.");
    }
}
