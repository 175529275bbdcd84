using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Modifications;

/// <summary>What a step that removes structure left: the blocks, and in each the rows and columns of its layers.</summary>
/// <param name="Blocks">The blocks of the smaller model, first to last.</param>
internal sealed record KeptStructure(IReadOnlyList<KeptBlock> Blocks)
{
    /// <summary>Whole blocks, by their indices before the step.</summary>
    public static KeptStructure Of(IEnumerable<int> blocks) => new([.. blocks.Select(b => new KeptBlock(b))]);
}

/// <summary>A block of the smaller model.</summary>
/// <param name="Source">Its index before the step.</param>
internal sealed record KeptBlock(int Source)
{
    /// <summary>Kept outputs of the query projection, which are the inputs of the output projection; null means all.</summary>
    public int[]? Queries { get; init; }

    /// <summary>Kept outputs of the key and value projections; null means all.</summary>
    public int[]? Keys { get; init; }

    /// <summary>Kept outputs of the gate and up projections, which are the inputs of the down projection; null means all.</summary>
    public int[]? Channels { get; init; }

    /// <summary>How many of the kept query heads read each of the kept key-value heads; null means as before.</summary>
    public IReadOnlyList<int>? HeadGroups { get; init; }

    /// <summary>Kept rows of a layer; null means all.</summary>
    public int[]? Rows(LinearRole role) => role switch
    {
        LinearRole.Query => Queries,
        LinearRole.Key or LinearRole.Value => Keys,
        LinearRole.Gate or LinearRole.Up => Channels,
        _ => null,
    };

    /// <summary>Kept columns of a layer; null means all.</summary>
    public int[]? Columns(LinearRole role) => role switch
    {
        LinearRole.Output => Queries,
        LinearRole.Down => Channels,
        _ => null,
    };
}
