using System.Security.Cryptography;
using System.Text.Json;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Reporting;

namespace MLNetHemorrhage.Robustness;

/// <summary>
/// Everything that decides the numbers of a point. Points with different fingerprints are never mixed. No method draws random
/// numbers by itself: one that does has its seed as a parameter, and so in the recipe.
/// </summary>
/// <param name="Version">The product's version without the commit it was built from: a rebuild of the same version resumes.</param>
/// <param name="Model">The <see cref="ModelHash"/> of the base model.</param>
/// <param name="Protocol">The protocol, with every choice explicit.</param>
/// <param name="Text">SHA-256 of the scored windows.</param>
/// <param name="Calibration">SHA-256 of the calibration windows; null where the recipe is not calibrated.</param>
/// <param name="Recipe">The recipe's canonical text; empty for the base model itself.</param>
internal sealed record SweepFingerprint(string Version, string Model, string Protocol, string Text, string? Calibration, string Recipe)
{
    /// <summary>The version of this build.</summary>
    public static string CurrentVersion { get; } = ProductVersion.Text.Split('+')[0];

    /// <summary>Of the base model in a plan.</summary>
    public static SweepFingerprint OfBase(SweepPlan plan, WorkerPool pool) =>
        new(CurrentVersion, ModelHash.Of(plan.Model, pool), plan.Text.Protocol.ToString(), plan.Text.Fingerprint, null, "");

    /// <summary>The same for a recipe.</summary>
    public SweepFingerprint With(Recipe? recipe, CalibrationSet? calibration) => this with
    {
        Recipe = recipe?.ToString() ?? "",
        Calibration = recipe?.NeedsCalibration == true ? calibration?.Fingerprint : null,
    };

    /// <summary>SHA-256 of all of it, in hexadecimal.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this)));

    /// <summary>What differs from a point of another sweep, in words; null where only the recipe does.</summary>
    public string? DifferenceFrom(SweepFingerprint other) =>
        other.Version != Version ? $"version {other.Version}, this is {Version}"
        : other.Model != Model ? "another model"
        : other.Protocol != Protocol ? $"protocol {other.Protocol}, this is {Protocol}"
        : other.Text != Text ? "another text"
        : other.Calibration is { } theirs && Calibration is { } ours && theirs != ours ? "another calibration text"
        : null;
}
