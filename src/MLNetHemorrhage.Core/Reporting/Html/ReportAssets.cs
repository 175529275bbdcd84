using System.Security.Cryptography;
using System.Text;

namespace MLNetHemorrhage.Reporting;

/// <summary>What every HTML report carries: the style sheet, and the chart script where the build had npm to bundle it.</summary>
internal static class ReportAssets
{
    /// <summary>The style sheet.</summary>
    public static string Style { get; } = Read("report/report.css")!;

    /// <summary>The chart script; null where the build had none.</summary>
    public static string? Script { get; } = Read("report/report.js");

    /// <summary>The name of a script or style in a content security policy.</summary>
    public static string Hash(string content) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    // Browsers hash what they read, which has line feeds alone.
    private static string? Read(string name)
    {
        using var stream = typeof(ReportAssets).Assembly.GetManifestResourceStream(name);
        if (stream is null) return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
