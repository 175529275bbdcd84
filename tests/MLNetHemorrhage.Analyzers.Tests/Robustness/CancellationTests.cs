using System.Diagnostics;
using MLNetHemorrhage.Analyzers.Tests.Flow;

namespace MLNetHemorrhage.Analyzers.Tests.Robustness;

[TestClass]
public sealed class CancellationTests
{
    [TestMethod]
    public void Cancellation_ends_the_analysis()
    {
        string methods = string.Concat(Enumerable.Range(0, 500).Select(i => $"void M{i}() {{ var p = h.Prune().Append(h.Quantize()); if (flag) p.Fit(train); else p.Fit(test); }}\n"));
        var compilation = FlowText.Compile(FlowText.Whole(methods));
        using var watch = new CancellationTokenSource(TimeSpan.FromMilliseconds(1));
        var clock = Stopwatch.StartNew();
        Assert.Throws<OperationCanceledException>(() => FlowText.Run(compilation, cancellation: watch.Token));
        Assert.IsLessThan(5, clock.Elapsed.TotalSeconds);
    }
}
