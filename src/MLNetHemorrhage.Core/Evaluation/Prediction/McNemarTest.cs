using MLNetHemorrhage.Evaluation.Statistics;

namespace MLNetHemorrhage.Evaluation.Prediction;

/// <summary>
/// McNemar's test (1947) of whether two models are right equally often on the same questions: only questions that one of them gets
/// right and the other wrong count. It takes questions as independent. Below 25 such questions the p-value is the exact binomial
/// one, above that of the χ² statistic with Edwards' continuity correction (|b - c| - 1)² / (b + c).
/// </summary>
public sealed record McNemarTest
{
    private const int MostForExact = 24;

    internal McNemarTest(int onlyBaseRight, int onlyModifiedRight)
    {
        (OnlyBaseRight, OnlyModifiedRight) = (onlyBaseRight, onlyModifiedRight);
        int discordant = onlyBaseRight + onlyModifiedRight;
        Exact = discordant <= MostForExact;
        PValue = Exact ? Binomial(Math.Min(onlyBaseRight, onlyModifiedRight), discordant) : ChiSquare(Math.Abs(onlyBaseRight - onlyModifiedRight), discordant);
    }

    /// <summary>Number of questions that the base model alone gets right.</summary>
    public int OnlyBaseRight { get; }

    /// <summary>Number of questions that the modified model alone gets right.</summary>
    public int OnlyModifiedRight { get; }

    /// <summary>Whether the p-value is the exact binomial one.</summary>
    public bool Exact { get; }

    /// <summary>Probability of a difference at least this large, in either direction, if the models were equally good; 0 to 1.</summary>
    public double PValue { get; }

    // Twice the smaller tail of Binomial(n, 1/2), at most 1. The coefficients are exact in double precision.
    private static double Binomial(int smaller, int n)
    {
        double coefficient = 1, tail = 0;
        for (int k = 0; k <= smaller; k++)
        {
            tail += coefficient;
            coefficient = coefficient * (n - k) / (k + 1);
        }
        return Math.Min(1, 2 * tail / Math.Pow(2, n));
    }

    private static double ChiSquare(int difference, int n) => NormalTail.TwoSided(Math.Max(0, difference - 1) / Math.Sqrt(n));
}
