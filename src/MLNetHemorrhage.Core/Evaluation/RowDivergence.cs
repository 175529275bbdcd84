using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Evaluation;

/// <summary>What two models say about one token, from their logits; in double precision, sums in eight lanes from id 0.</summary>
/// <param name="BaseNll">-ln p(target) of the base model, nats.</param>
/// <param name="ModifiedNll">-ln p(target) of the modified model, nats.</param>
/// <param name="KlDivergence">Σ p_base (ln p_base - ln p_modified), nats; never negative.</param>
/// <param name="DeltaProbability">p_modified(target) - p_base(target).</param>
/// <param name="SameTop">Whether both prefer the same token; ties go to the lowest id.</param>
internal readonly record struct RowDivergence(double BaseNll, double ModifiedNll, double KlDivergence, double DeltaProbability, bool SameTop)
{
    private const double SeriesRadius = 1.0 / 16;

    // e^d - 1 - d = d² (1/2! + d/3! + … + d⁷/9! + …); what follows is below 2⁻⁵³ of it within the radius.
    private static readonly double[] SeriesCoefficients =
        [1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2];

    /// <summary>Compares two rows of logits; NaN where one of them holds no distribution.</summary>
    public static RowDivergence Of(ReadOnlySpan<float> baseLogits, ReadOnlySpan<float> modifiedLogits, int target)
    {
        int padded = (baseLogits.Length + Vector512<double>.Count - 1) / Vector512<double>.Count * Vector512<double>.Count;
        var memory = ArrayPool<double>.Shared.Rent(2 * padded);
        var p = memory.AsSpan(0, padded);
        var q = memory.AsSpan(padded, padded);
        double lnP = LnProbabilities(baseLogits, p, out int baseTop)[target];
        double lnQ = LnProbabilities(modifiedLogits, q, out int modifiedTop)[target];
        var row = new RowDivergence(-lnP, -lnQ, Divergence(p, q), Math.Exp(lnQ) - Math.Exp(lnP), baseTop == modifiedTop);
        ArrayPool<double>.Shared.Return(memory);
        return row;
    }

    // ln softmax, padded with -∞.
    private static Span<double> LnProbabilities(ReadOnlySpan<float> logits, Span<double> result, out int top)
    {
        float maximum = float.NegativeInfinity;
        foreach (float logit in logits) maximum = MathF.Max(maximum, logit);
        top = logits.IndexOf(maximum);
        for (int i = 0; i < logits.Length; i++) result[i] = logits[i] - (double)maximum;
        result[logits.Length..].Fill(double.NegativeInfinity);
        var lanes = MemoryMarshal.Cast<double, Vector512<double>>(result);
        var sum = Vector512<double>.Zero;
        foreach (var lane in lanes) sum += Vector512.Exp(lane);
        var logarithm = Vector512.Create(Math.Log(Vector512.Sum(sum)));
        foreach (ref var lane in lanes) lane -= logarithm;
        return result;
    }

    // Σ p (ln p - ln q) = Σ p (e^d - 1 - d) with d = ln q - ln p, because both distributions sum to 1. No term of the right side
    // is negative, so neither is the sum, and it is exactly 0 where the logits are equal; the left side is a difference of
    // large terms and rounds to either side of 0.
    private static double Divergence(Span<double> lnP, Span<double> lnQ)
    {
        var p = MemoryMarshal.Cast<double, Vector512<double>>(lnP);
        var q = MemoryMarshal.Cast<double, Vector512<double>>(lnQ);
        var sum = Vector512<double>.Zero;
        for (int i = 0; i < p.Length; i++)
        {
            var probability = Vector512.Exp(p[i]);
            var other = Vector512.Exp(q[i]);
            var d = q[i] - p[i];
            var series = Vector512<double>.Zero;
            foreach (double coefficient in SeriesCoefficients) series = series * d + Vector512.Create(coefficient);
            var near = probability * d * d * series;
            // The true value is above p / 600 here, far above its rounding.
            var far = other - probability - probability * d;
            var term = Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(d), Vector512.Create(SeriesRadius)), near, far);
            // As p goes to 0 the term goes to q; d may be infinite there.
            sum += Vector512.ConditionalSelect(Vector512.Equals(probability, Vector512<double>.Zero), other, term);
        }
        return Vector512.Sum(sum);
    }
}
