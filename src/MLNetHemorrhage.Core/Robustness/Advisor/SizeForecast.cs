using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Pruning.Structured;

namespace MLNetHemorrhage.Robustness;

/// <summary>Says how many bytes a decoder will take after a recipe, without applying it.</summary>
internal sealed class SizeForecast
{
    private readonly DecoderModel _decoder;
    private readonly StorageForecast[] _blocks, _others;

    /// <summary>Looks at the matrices of a decoder once, for any number of recipes.</summary>
    public SizeForecast(DecoderModel decoder)
    {
        _decoder = decoder;
        BaseBytes = WeightSize.Of(decoder).Bytes;
        _blocks = [.. NamedWeights.Of(decoder, ModificationTargets.Blocks).Select(w => StorageForecast.Of(w.Weights))];
        _others = [.. NamedWeights.Of(decoder, ModificationTargets.All).Skip(_blocks.Length).Select(w => StorageForecast.Of(w.Weights))];
    }

    /// <summary>The whole decoder as it is.</summary>
    public long BaseBytes { get; }

    /// <summary>The whole decoder after the recipe, at most: weights that rounding makes zero may save more.</summary>
    public long Bytes(Recipe recipe)
    {
        double kept = recipe.Steps.OfType<StructuredPruning>().Aggregate(1.0, (share, step) => share * step.ForecastKept(_decoder));
        long blocks = (long)Math.Ceiling(kept * Bytes(_blocks, recipe.Steps));
        return BaseBytes + blocks - Bytes(_blocks, []) + Bytes(_others, recipe.Steps.Where(s => s.Targets == ModificationTargets.All)) - Bytes(_others, []);
    }

    private static long Bytes(StorageForecast[] matrices, IEnumerable<Modification> steps)
    {
        LayerModification[] layerSteps = [.. steps.OfType<LayerModification>()];
        return matrices.Sum(before => layerSteps.Aggregate(before, (matrix, step) => step.Forecast(matrix)).ByteSize);
    }
}
