using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Pruning.GradientAware;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>
/// <c>prune(gradientAware, sparsity=0.5, rounds=4, epochs=4, rate=0.01)</c>: prunes in rounds and repairs between them. A round removes
/// the weights with the smallest |w_ij|·‖x_j‖·‖∂L/∂y_i‖, ranked over the whole model (the diagonal of a Kronecker-factored second
/// moment of the gradient, Martens and Grosse 2015); gradients are taken anew in every round, and the removed share grows cubically
/// (Zhu and Gupta 2017). Between the rounds and after the last one the surviving weights follow the gradient of the divergence between the next-token
/// distributions of the unpruned and the pruned model on the calibration text, a block at a time while the backward pass leaves it,
/// so that neither gradients nor moments of the whole model are ever held (Lv et al. 2023; row and column moments of Shazeer and Stern
/// 2018). How far the shares of the layers may differ is measured on calibration windows that are held out, and so is whether the last
/// repair starts from the rounds or from a layerwise fit (<see cref="AdmmPruning"/>). From the rounds every layer gets a share of its own,
/// and the sum over all layers is exact; from the fit every layer loses the same.
/// </summary>
public sealed record GradientAwarePruning : PruningStep
{
    private const string Rates = "above 0 and at most 1";

    internal static readonly ModificationMethod Row = new ModificationMethod<GradientAwarePruning>(
        ModificationKind.Prune, "gradientAware", "prunes in rounds by gradients, shares out over layers, and repairs the survivors by the gradient of the divergence", needsCalibration: true,
        [
            SparsityParameter<GradientAwarePruning>(),
            Parameter.Integer<GradientAwarePruning>("rounds", "between 1 and 100", false, s => s.Rounds, (s, v) => s with { Rounds = v }),
            Parameter.Integer<GradientAwarePruning>("epochs", "between 0 and 1000", false, s => s.Epochs, (s, v) => s with { Epochs = v }),
            Parameter.Number<GradientAwarePruning>("rate", Rates, false, s => s.Rate, (s, v) => s with { Rate = v }),
            PatternParameter<GradientAwarePruning>(),
        ]);

    /// <summary>How often weights are removed, the gradients taken anew each time.</summary>
    /// <value>1 to 100; the default is 4.</value>
    /// <exception cref="HemorrhageException">Out of range.</exception>
    public int Rounds { get; init => field = this.CheckRange(value, 1, 100, "between 1 and 100"); } = 4;

    /// <summary>How often the survivors see the calibration text; 0 leaves them as they are. Time grows with it.</summary>
    /// <value>0 to 1000; the default is 4.</value>
    /// <exception cref="HemorrhageException">Out of range.</exception>
    public int Epochs { get; init => field = this.CheckRange(value, 0, 1000, "between 0 and 1000"); } = 4;

    /// <summary>Longest step of a layer's survivors, root mean square as a share of their own; it falls to 0 after the last round.</summary>
    /// <value>Above 0 and at most 1; the default is 0.01.</value>
    /// <exception cref="HemorrhageException">Out of range.</exception>
    public double Rate { get; init => field = value is > 0 and <= 1 ? value : throw ParameterChecks.OutOfRange(this, nameof(Rate), Rates, value); } = 0.01;

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    internal RepairTrials Trials { get; init; } = RepairTrials.All;

    // The work is done before the pass that stores its result.
    internal override bool ReadsInputs => false;

    // The repair takes the time, storing its result next to none.
    internal override int PreparationPasses => GradientAwarePass.ProgressPasses;

    internal override void Check()
    {
        base.Check();
        if (Allocation != LayerAllocation.Uniform) throw Conflict("the method gives every layer a share of its own");
    }

    internal override Preparation Prepare(DecoderModel model, StepContext context)
    {
        if (Targets == ModificationTargets.All)
            throw new HemorrhageException($"{Method.Title}: targets must be blocks: gradients are taken for the layers of blocks, found all");
        return new(model) { Layers = new GradientAwarePass(this, model, context).Run() };
    }

    internal override double? NominalSparsity(LayerToModify layer) => layer.Prepared<RepairedLayer>().Share;

    internal override WeightMatrix Modify(LayerToModify layer)
    {
        var repaired = layer.Prepared<RepairedLayer>();
        layer.Notes.AddRange(repaired.Notes);
        return PrunedWeights.Store(layer.Weights, repaired.Values());
    }
}
