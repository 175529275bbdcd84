using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Modifications;

/// <summary>A modification that treats every linear layer by itself, one block after the other.</summary>
public abstract record LayerModification : Modification
{
    private protected LayerModification() { }

    /// <summary>Empty statistics of the inputs of a layer with that many columns; what is returned here is collected from the calibration text.</summary>
    internal virtual IReadOnlyList<InputStatistic> NewStatistics(int columns) => [];

    /// <summary>The new weights of a layer.</summary>
    internal abstract WeightMatrix Modify(LayerToModify layer);

    /// <summary>How a layer will be held afterwards, before the work is done.</summary>
    internal abstract StorageForecast Forecast(StorageForecast before);

    internal sealed override DecoderModel Apply(DecoderModel model, StepContext context) => new LayerwisePass(this, model, context).Run();
}
