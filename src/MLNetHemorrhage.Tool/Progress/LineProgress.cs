using System.Globalization;

namespace MLNetHemorrhage.Tool.Progress;

/// <summary>Progress as plain lines for logs and pipes: at most one every few seconds, so that quick work stays silent.</summary>
internal sealed class LineProgress(TextWriter writer, TimeProvider time) : IProgressDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private long _last = time.GetTimestamp();

    public void Report(string stage, double fraction, string detail = "")
    {
        if (time.GetElapsedTime(_last) < Interval) return;
        _last = time.GetTimestamp();
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stage}: {fraction * 100:0} %{(detail.Length == 0 ? "" : ", " + detail)}"));
    }
}
