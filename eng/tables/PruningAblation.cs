using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Pruning;

namespace MLNetHemorrhage.Tables;

/// <summary>Gradient-aware pruning without one of its parts, and its repair after the masks of other methods.</summary>
internal static class PruningAblation
{
    public static readonly TablePlan Plan = new("pruning-ablation", Introduction, "sparsity", [0.5, 0.7, 0.3],
    [
        new("all", Whole),
        new("one round", s => Whole(s) with { Rounds = 1 }),
        new("uniform shares", s => Whole(s) with { Trials = new() { Blends = [0] } }),
        new("no repair", s => Whole(s) with { Epochs = 0 }),
        new("wanda + repair", s => Started(s, new WandaPruning { Sparsity = s })),
        new("sparsegpt + repair", s => Started(s, new SparseGptPruning { Sparsity = s })),
        new("admm + repair", s => Started(s, new AdmmPruning { Sparsity = s })),
    ], TablePlan.Zeros, "all");

    private static GradientAwarePruning Whole(double sparsity) => new() { Sparsity = sparsity };

    private static GradientAwarePruning Started(double sparsity, Modification from) => Whole(sparsity) with { Trials = new() { Start = from } };

    private const string Introduction = """
        # What the parts of gradient-aware pruning gain

        `prune(gradientAware)` as it is, without one of its parts, and the same repair (as many steps, all of them after the pruning) started from the weights that other
        methods leave. Texts, errors and means as in [pruning-table.md](pruning-table.md).

        Written by `eng/tables.sh`; the same numbers, with the perplexity of every seed and times (of a shared machine), in [pruning-ablation-table.json](pruning-ablation-table.json).

        """;
}
