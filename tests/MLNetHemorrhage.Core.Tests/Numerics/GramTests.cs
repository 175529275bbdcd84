using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Numerics;

[TestClass]
public sealed class GramTests
{
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(40, 33)]
    [DataRow(600, 150)]
    [DataRow(3, 257)]
    public void Gram_matches_double_precision_and_is_symmetric(int samples, int features)
    {
        var (first, second) = (Matrices.Random(samples, features, 1), Matrices.Random(samples, features, 2));
        var gram = new Matrix(features, features);
        Gram.Accumulate(first.View, gram, WorkerPool.Shared);
        Gram.Accumulate(second.View, gram, WorkerPool.Shared);
        for (int i = 0; i < features; i++)
            for (int j = 0; j < features; j++)
            {
                double expected = 0;
                foreach (var x in new[] { first, second })
                    for (int s = 0; s < samples; s++) expected += (double)x[s, i] * x[s, j];
                Assert.AreEqual(expected, gram[i, j], 1e-6 * samples + 1e-5, $"({i}, {j})");
                Assert.AreEqual(gram[i, j], gram[j, i]);
            }
    }

    [TestMethod]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var x = Matrices.Random(700, 400, 1);
        var grams = new List<Matrix>();
        foreach (int threads in new[] { 1, 2, 5 })
        {
            using var pool = new WorkerPool(threads);
            grams.Add(new(400, 400));
            Gram.Accumulate(x.View, grams[^1], pool);
        }
        Matrices.AssertSameBits(grams[0], grams[1], "2 threads");
        Matrices.AssertSameBits(grams[0], grams[2], "5 threads");
    }

    [TestMethod]
    public void A_result_of_another_shape_is_refused() =>
        Assert.Throws<ArgumentException>(() => Gram.Accumulate(new Matrix(3, 4).View, new(3, 3), WorkerPool.Shared));
}
