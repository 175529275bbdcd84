using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Modifications;

[TestClass]
public sealed class InputGramTests
{
    [TestMethod]
    public void Sums_have_the_same_bits_for_any_batches_and_threads()
    {
        var inputs = Matrices.Random(1700, 70, 1);
        Matrix? first = null;
        foreach (int threads in (int[])[1, 2, 5])
            foreach (int batch in (int[])[1700, 1, 300, 512, 777, 1024])
            {
                using var pool = new WorkerPool(threads);
                var gram = new InputGram(70);
                for (int t = 0; t < 1700; t += batch) gram.Add(inputs.View.RowRange(t, Math.Min(batch, 1700 - t)), pool);
                Assert.AreEqual(1700, gram.Tokens);
                first ??= gram.Sums(pool);
                Matrices.AssertSameBits(first, gram.Sums(pool), $"{threads} threads, batches of {batch}");
            }
        for (int i = 0; i < 70; i++)
            for (int j = 0; j < 70; j++)
                Assert.AreEqual(Enumerable.Range(0, 1700).Sum(t => (double)inputs[t, i] * inputs[t, j]), first![i, j], 4e-3);
        GC.KeepAlive(inputs);
    }
}
