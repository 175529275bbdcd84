using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Pruning;

namespace MLNetHemorrhage.Tables;

/// <summary>All methods that prune single weights.</summary>
internal static class PruningTable
{
    public static readonly TablePlan Plan = new("pruning", Introduction, "sparsity", [0.5, 0.7, 0.6, 0.3, 0.4, 0.8, 0.2, 0.1],
    [
        new("magnitude", s => new MagnitudePruning { Sparsity = s }),
        new("wanda", s => new WandaPruning { Sparsity = s }),
        new("gradient", s => new GradientPruning { Sparsity = s }),
        new("sparsegpt", s => new SparseGptPruning { Sparsity = s }),
        new("admm", s => new AdmmPruning { Sparsity = s }),
        new("admm+owl", s => new AdmmPruning { Sparsity = s, Allocation = LayerAllocation.Owl }),
        new("gradientAware", s => new GradientAwarePruning { Sparsity = s }),
    ], TablePlan.Zeros, "gradientAware");

    private const string Introduction = """
        # Pruning methods side by side

        Every method at every sparsity of the linear layers of the blocks, calibrated with the same 128 documents, scored under `documents:100`. For stories260K these are
        TinyStories from the 1,000th on and the first 100; for the default model generated documents of the calibration and the evaluation split. Every number is
        the mean over the sets of calibration documents that were measured, three at most, which the JSON names (perplexities: of the log-likelihoods); a cell that was not
        measured yet is empty. Errors are standard errors that take each scored document as one observation.
        A dot marks perplexities of 20 times the dense model's and more: such models are broken, and no order is claimed among them. `admm+owl` is `prune(admm, allocation=owl)`.

        Written by `eng/tables.sh`; the same numbers, with the perplexity of every seed and times (of a shared machine), in [pruning-table.json](pruning-table.json).

        """;
}
