using MLNetHemorrhage.Tool.Progress;

namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class ProgressTests
{
    [TestMethod]
    public void Lines_come_at_most_every_five_seconds()
    {
        var time = new ManualTime();
        using var writer = new StringWriter { NewLine = "\n" };
        var progress = new LineProgress(writer, time);
        for (int second = 0; second <= 20; second++)
        {
            progress.Report("scoring", second / 20.0);
            time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.AreEqual("scoring: 25 %\nscoring: 50 %\nscoring: 75 %\nscoring: 100 %\n", writer.ToString());
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
