using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Modifications;

/// <summary>A modification that treats every linear layer by itself, one block after the other.</summary>
public abstract record LayerModification : Modification
{
    private protected LayerModification() { }

    /// <summary>Whether the calibration text has to go through the blocks with the step.</summary>
    internal virtual bool ReadsInputs => Method.NeedsCalibration;

    /// <summary>Empty statistics of the inputs of a layer with that many columns; what is returned here is collected from the calibration text.</summary>
    internal virtual IReadOnlyList<InputStatistic> NewStatistics(int columns) => [];

    /// <summary>The same for a method that tells the windows of the calibration text apart.</summary>
    internal virtual IReadOnlyList<InputStatistic> NewStatistics(int columns, IReadOnlyList<int[]> windows) => NewStatistics(columns);

    internal override int Passes => 1 + PreparationPasses;

    /// <summary>How many passes through the blocks <see cref="Prepare"/> takes, as progress counts them.</summary>
    internal virtual int PreparationPasses => 0;

    /// <summary>Before the first block: what the method learns of every layer from the whole decoder, and whether it goes on with another of the same function.</summary>
    internal virtual Preparation Prepare(DecoderModel model, StepContext context) => new(model);

    /// <summary>After that: the removed share of every layer, where layers differ; null where they do not.</summary>
    internal virtual IReadOnlyDictionary<LayerName, double>? Allocate(DecoderModel model, StepContext context, IReadOnlyDictionary<LayerName, object>? preparations) => null;

    /// <summary>The removed share that was asked of a layer; null for a step that removes none.</summary>
    internal virtual double? NominalSparsity(LayerToModify layer) => null;

    /// <summary>What the inputs of a block's layers are rounded to afterwards.</summary>
    internal virtual BlockInputs InputsAfter(BlockInputs before) => before;

    /// <summary>The new weights of a layer.</summary>
    internal abstract WeightMatrix Modify(LayerToModify layer);

    /// <summary>How a layer will be held afterwards, before the work is done.</summary>
    internal abstract StorageForecast Forecast(StorageForecast before);

    internal sealed override StepOutcome Apply(DecoderModel model, StepContext context)
    {
        var prepared = Prepare(model, context);
        var plan = new LayerPlan(Allocate(prepared.Model, After(PreparationPasses), prepared.Layers), prepared.Layers);
        return new(new LayerwisePass(this, prepared.Model, After(Passes - 1), plan).Run());

        StepContext After(int passes) => context with { BlockDone = done => context.BlockDone(passes * model.Blocks.Count + done) };
    }
}
