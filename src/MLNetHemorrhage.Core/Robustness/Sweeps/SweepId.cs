using System.Security.Cryptography;
using System.Text;

namespace MLNetHemorrhage.Robustness;

/// <summary>A short name for exactly this measurement: the start of the SHA-256 of everything that decided it.</summary>
internal static class SweepId
{
    private const int Digits = 12;

    public static string Of(SweepFingerprint fingerprint, SweepPlan plan, IEnumerable<SweepPoint> points)
    {
        string[] parts = [fingerprint.Hash(), plan.Template.ToString(), .. points.Select(p => fingerprint.With(p.Recipe, plan.Calibration).Hash())];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..Digits];
    }
}
