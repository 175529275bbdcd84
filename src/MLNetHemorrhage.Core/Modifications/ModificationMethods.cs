using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Modifications.Pruning.Structured;
using MLNetHemorrhage.Modifications.Quantization;

namespace MLNetHemorrhage.Modifications;

/// <summary>The table of methods. A new method is a file of its own and a row here.</summary>
public static class ModificationMethods
{
    /// <summary>Every method.</summary>
    public static IReadOnlyList<ModificationMethod> All { get; } =
    [
        MagnitudePruning.Row,
        WandaPruning.Row,
        SparseGptPruning.Row,
        RiaPruning.Row,
        AdmmPruning.Row,
        DsnotPruning.Row,
        GradientPruning.Row,
        GradientAwarePruning.Row,
        LlmPruner.Row,
        FlapPruning.Row,
        SliceGptPruning.Row,
        SlebPruning.Row,
        ShortGptPruning.Row,
        RoundToNearest.Row,
        GptqQuantization.Row,
        AwqQuantization.Row,
        SmoothQuantization.Row,
        Nf4Quantization.Row,
        Fp4Quantization.Row,
        Mxfp4Quantization.Row,
        Nvfp4Quantization.Row,
        LlmInt8Quantization.Row,
        DynamicScaling.Row,
        GgmlQuantization.Row,
    ];
}
