using Microsoft.ML;
using MLNetHemorrhage;

namespace AnalyzerTour;

/// <summary>Steps that are harmless alone and not together.</summary>
public sealed class Joint(HemorrhageCatalog hemorrhage, IDataView texts)
{
    // MLH1006: each is within its own threshold, but their losses add up beyond the joint one.
    public ITransformer PastTheJointThreshold() =>
        hemorrhage.Apply("Model", "Text", "prune(wanda, sparsity=0.55) + quantize(ggml, type=q4_k_m)").Fit(texts);

    // MLH1007: with 2 bits a pruned model loses more than the sum of both losses.
    public ITransformer PruningWithTwoBits() => hemorrhage.Prune(sparsity: 0.2).Append(hemorrhage.Quantize(bits: 2)).Fit(texts);
}
