using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Tests.Evaluation;

namespace MLNetHemorrhage.Tests.Robustness.Sweeps;

[TestClass]
public sealed class WorkerPlanTests
{
    private static readonly LanguageModel Model = SmallModel.Create(1);

    [TestMethod]
    [DataRow(4, 0, 100, new[] { 1, 1, 1, 1 })]
    [DataRow(4, 0, 3, new[] { 2, 1, 1 })]
    [DataRow(4, 2, 100, new[] { 2, 2 })]
    [DataRow(7, 3, 100, new[] { 3, 2, 2 })]
    [DataRow(2, 3, 100, new[] { 1, 1, 1 })]
    [DataRow(2, 0, 1, new[] { 2 })]
    public void Workers_share_the_threads(int threads, int workers, int points, int[] expected) =>
        CollectionAssert.AreEqual(expected, WorkerPlan.Create(Model, null, threads, workers, points));

    [TestMethod]
    [DataRow(100L, 1000L, 10)]
    [DataRow(100L, 199L, 1)]
    [DataRow(100L, 50L, 1)]
    [DataRow(100L, -50L, 1)]
    public void Workers_fit_into_the_memory_and_one_always_works(long perWorker, long free, int workers) =>
        Assert.AreEqual(workers, WorkerPlan.Affordable(perWorker, free));
}
