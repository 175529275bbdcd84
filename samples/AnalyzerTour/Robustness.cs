using Microsoft.ML;
using MLNetHemorrhage;

namespace AnalyzerTour;

/// <summary>One step that goes too far.</summary>
public sealed class Robustness(HemorrhageCatalog hemorrhage, IDataView texts)
{
    // MLH1001: beyond the upper end of the interval; from there on every further weight costs far more than the last.
    public ITransformer PastTheThreshold() => hemorrhage.Prune(sparsity: 0.7).Fit(texts);

    // MLH1002: inside the interval; the step may be past the transition.
    public ITransformer WithinTheUncertainty() => hemorrhage.Prune(sparsity: 0.56).Fit(texts);

    // MLH1003: only one of two paths is past the threshold, which is found late: the other is tested.
    public ITransformer PastItOnSomePath(bool aggressive)
    {
        double sparsity = 0.3;
        if (aggressive) sparsity = 0.8;
        return hemorrhage.Prune(sparsity: sparsity).Fit(texts);
    }

    // MLH1005: from 3 bits to 2 the loss grows by an order of magnitude.
    public ITransformer TooFewBits() => hemorrhage.Quantize(bits: 2).Fit(texts);

    // MLH1008: tour.hemorrhage-thresholds.txt says for which temperatures decoding was calibrated.
    public ITransformer OutsideTheCalibratedRange() =>
        hemorrhage.Apply("Model", "Text", "decode(temperature, temperature=1.5)").Append(Recalibration.Of(hemorrhage)).Fit(texts);
}
