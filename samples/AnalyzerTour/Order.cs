using Microsoft.ML;
using MLNetHemorrhage;

namespace AnalyzerTour;

/// <summary>Steps in an order that costs more than it has to.</summary>
public sealed class Order(HemorrhageCatalog hemorrhage, IDataView texts)
{
    // MLH2001: weights are chosen by their rounded values.
    public ITransformer QuantizeBeforePrune() => hemorrhage.Quantize(bits: 8).Append(hemorrhage.Prune(sparsity: 0.3)).Fit(texts);

    // MLH2002: shares do not add up; this removes 40 %, not 60.
    public ITransformer PruneTwice() => hemorrhage.Prune(sparsity: 0.2).Append(hemorrhage.Prune(sparsity: 0.4)).Fit(texts);

    // MLH2003: both rounding errors remain.
    public ITransformer QuantizeTwice() => hemorrhage.Quantize(bits: 8).Append(hemorrhage.Quantize(bits: 4)).Fit(texts);

    // MLH2004: the factors have no zeros where weights were removed.
    public ITransformer FactorizeAfterPrune() =>
        hemorrhage.Apply("Model", "Text", "prune(wanda, sparsity=0.3) + factorize(svdllm, keep=0.9)").Fit(texts);

    // MLH2005: the factors are not quantized, and reproduce rounding errors.
    public ITransformer FactorizeAfterQuantize() =>
        hemorrhage.Apply("Model", "Text", "quantize(rtn, bits=8) + factorize(svdllm, keep=0.9)").Fit(texts);

    // MLH2006: smoothing leaves the product as it is only for full weights.
    public ITransformer SmoothAfterQuantize() =>
        hemorrhage.Apply("Model", "Text", "quantize(rtn, bits=8) + quantize(smoothquant, bits=8)").Fit(texts);
}
