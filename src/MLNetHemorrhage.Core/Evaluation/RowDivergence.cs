using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLNetHemorrhage.Evaluation.Prediction;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation;

/// <summary>What two models say about one token, from their logits; in double precision, sums in eight lanes from id 0.</summary>
/// <param name="BaseNll">-ln p(target) of the base model, nats.</param>
/// <param name="ModifiedNll">-ln p(target) of the modified model, nats.</param>
/// <param name="KlDivergence">Σ p_base (ln p_base - ln p_modified), nats; never negative.</param>
/// <param name="DeltaProbability">p_modified(target) - p_base(target).</param>
/// <param name="SameTop">Whether both prefer the same token; ties go to the lowest id.</param>
/// <param name="BaseTop">The token that the base model prefers.</param>
/// <param name="ModifiedTop">The token that the modified model prefers.</param>
internal readonly record struct RowDivergence(
    double BaseNll, double ModifiedNll, double KlDivergence, double DeltaProbability, bool SameTop, TopPrediction BaseTop, TopPrediction ModifiedTop)
{
    private const double SeriesRadius = 1.0 / 16;

    /// <summary>Compares two rows of logits; NaN where one of them holds no distribution.</summary>
    public static RowDivergence Of(ReadOnlySpan<float> baseLogits, ReadOnlySpan<float> modifiedLogits, int target)
    {
        int padded = SoftmaxRow.PaddedLength(baseLogits.Length);
        var memory = ArrayPool<double>.Shared.Rent(2 * padded);
        var p = SoftmaxRow.Of(baseLogits, memory.AsSpan(0, padded));
        var q = SoftmaxRow.Of(modifiedLogits, memory.AsSpan(padded, padded));
        double lnP = baseLogits[target] - p.LogSumExp, lnQ = modifiedLogits[target] - q.LogSumExp;
        var row = new RowDivergence(
            -lnP, -lnQ, Divergence(baseLogits, p, modifiedLogits, q), Math.Exp(lnQ) - Math.Exp(lnP), p.Top == q.Top, p.Prediction(target), q.Prediction(target));
        ArrayPool<double>.Shared.Return(memory);
        return row;
    }

    // Σ p (ln p - ln q) = Σ p (e^d - 1 - d) with d = ln q - ln p, because both distributions sum to 1. No term of the right side
    // is negative, so neither is the sum, and it is exactly 0 where the logits are equal; the left side is a difference of
    // large terms and rounds to either side of 0.
    private static double Divergence(ReadOnlySpan<float> baseLogits, SoftmaxRow p, ReadOnlySpan<float> modifiedLogits, SoftmaxRow q)
    {
        var scaleP = Vector512.Create(1 / p.Sum);
        var scaleQ = Vector512.Create(1 / q.Sum);
        var shift = Vector512.Create(p.LogSumExp - q.LogSumExp);
        var sum = Vector512<double>.Zero;
        for (int i = 0; i < baseLogits.Length; i += Vector512<float>.Count)
        {
            var (a0, a1) = Vector512.Widen(SoftmaxRow.Load(baseLogits, i));
            var (b0, b1) = Vector512.Widen(SoftmaxRow.Load(modifiedLogits, i));
            int next = i + Vector512<double>.Count;
            sum += Term(Vector512.Create(p.Exponentials[i..]) * scaleP, Vector512.Create(q.Exponentials[i..]) * scaleQ, b0 - a0 + shift);
            sum += Term(Vector512.Create(p.Exponentials[next..]) * scaleP, Vector512.Create(q.Exponentials[next..]) * scaleQ, b1 - a1 + shift);
        }
        return Vector512.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Term(Vector512<double> p, Vector512<double> q, Vector512<double> d)
    {
        // e^d - 1 - d = d² (1/2! + d/3! + … + d⁷/9! + …); what follows is below 2⁻⁵³ of it within the radius.
        var series = Vector512.Create(1.0 / 362880);
        series = Vector512.FusedMultiplyAdd(series, d, Vector512.Create(1.0 / 40320));
        series = Vector512.FusedMultiplyAdd(series, d, Vector512.Create(1.0 / 5040));
        series = Vector512.FusedMultiplyAdd(series, d, Vector512.Create(1.0 / 720));
        series = Vector512.FusedMultiplyAdd(series, d, Vector512.Create(1.0 / 120));
        series = Vector512.FusedMultiplyAdd(series, d, Vector512.Create(1.0 / 24));
        series = Vector512.FusedMultiplyAdd(series, d, Vector512.Create(1.0 / 6));
        series = Vector512.FusedMultiplyAdd(series, d, Vector512.Create(0.5));
        var near = p * d * d * series;
        // The true value is above p / 600 here, far above its rounding.
        var far = q - p - p * d;
        var term = Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(d), Vector512.Create(SeriesRadius)), near, far);
        // As p goes to 0 the term goes to q; d may be infinite there.
        return Vector512.ConditionalSelect(Vector512.Equals(p, Vector512<double>.Zero), q, term);
    }
}
