using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Numerics;

[TestClass]
public sealed class WorkerPoolTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(5)]
    public void Every_index_runs_exactly_once(int threads)
    {
        using var pool = new WorkerPool(threads);
        foreach (int count in new[] { 0, 1, 2, 7, 1000 })
        {
            var runs = new int[count];
            pool.For(count, i => Interlocked.Increment(ref runs[i]));
            Assert.IsTrue(runs.All(n => n == 1), $"{count} indices");
        }
    }

    [TestMethod]
    public void Many_tiny_calls_are_all_done_when_the_call_returns()
    {
        using var pool = new WorkerPool(3);
        long sum = 0;
        for (int call = 0; call < 20000; call++)
        {
            pool.For(4, i => Interlocked.Add(ref sum, i));
            // Now and then long enough for the threads to fall asleep.
            if (call % 2000 == 0) Thread.Sleep(2);
            Assert.AreEqual(6L * (call + 1), sum);
        }
    }

    [TestMethod]
    public void Work_is_shared_between_threads()
    {
        using var pool = new WorkerPool(2);
        using var meeting = new Barrier(2);
        pool.For(2, _ => Assert.IsTrue(meeting.SignalAndWait(10_000)));
    }

    [TestMethod]
    public void First_exception_reaches_the_caller_and_the_pool_survives()
    {
        using var pool = new WorkerPool(2);
        for (int round = 0; round < 100; round++)
        {
            var error = Assert.ThrowsExactly<HemorrhageException>(() => pool.For(50, i =>
            {
                if (i == 20) throw new HemorrhageException("index 20");
            }));
            Assert.AreEqual("index 20", error.Message);
        }
        int runs = 0;
        pool.For(10, _ => Interlocked.Increment(ref runs));
        Assert.AreEqual(10, runs);
    }

    [TestMethod]
    public void Nested_calls_run_on_the_thread_that_makes_them()
    {
        using var pool = new WorkerPool(2);
        int runs = 0;
        pool.For(4, _ =>
        {
            int thread = Environment.CurrentManagedThreadId;
            pool.For(10, _ =>
            {
                Assert.AreEqual(thread, Environment.CurrentManagedThreadId);
                Interlocked.Increment(ref runs);
            });
        });
        Assert.AreEqual(40, runs);
    }

    [TestMethod]
    public void Concurrent_callers_do_not_disturb_each_other()
    {
        using var pool = new WorkerPool(2);
        var sums = new long[4];
        var callers = Enumerable.Range(0, 4).Select(c => new Thread(() =>
        {
            for (int call = 0; call < 500; call++) pool.For(8, i => Interlocked.Add(ref sums[c], i));
        })).ToArray();
        foreach (var caller in callers) caller.Start();
        foreach (var caller in callers) caller.Join();
        CollectionAssert.AreEqual(new long[] { 14000, 14000, 14000, 14000 }, sums);
    }

    [TestMethod]
    public void A_disposed_pool_refuses_work()
    {
        var pool = new WorkerPool(2);
        pool.For(2, _ => { });
        pool.Dispose();
        pool.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pool.For(2, _ => { }));
    }

    [TestMethod]
    public void The_shared_pool_outlives_Dispose()
    {
        WorkerPool.Shared.Dispose();
        int runs = 0;
        WorkerPool.Shared.For(10, _ => Interlocked.Increment(ref runs));
        Assert.AreEqual(10, runs);
    }
}
