using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Numerics;

[TestClass]
public sealed class RandomSourceTests
{
    // Computed from the authors' description with arbitrary-precision integers, apart from this code.
    [TestMethod]
    public void Seed_gives_the_known_sequence()
    {
        var random = new RandomSource(42);
        ulong[] expected = [0x15780B2E0C2EC716, 0x6104D9866D113A7E, 0xAE17533239E499A1, 0xECB8AD4703B360A1];
        CollectionAssert.AreEqual(expected, Enumerable.Range(0, expected.Length).Select(_ => random.NextUInt64()).ToArray());
    }

    [TestMethod]
    public void Integers_are_uniform()
    {
        var random = new RandomSource(1);
        var counts = new int[7];
        for (int i = 0; i < 70000; i++) counts[random.NextInt(7)]++;
        // Six degrees of freedom: chi-square stays below 22.46 with probability 0.999.
        Assert.IsLessThan(22.46, counts.Sum(count => (count - 10000.0) * (count - 10000.0) / 10000));
    }

    [TestMethod]
    public void Gaussian_has_the_moments_of_a_standard_normal()
    {
        var random = new RandomSource(2);
        const int Count = 200000;
        double m1 = 0, m2 = 0, m4 = 0;
        for (int i = 0; i < Count; i++)
        {
            double x = random.NextGaussian();
            m1 += x / Count;
            m2 += x * x / Count;
            m4 += x * x * x * x / Count;
        }
        Assert.AreEqual(0, m1, 0.01);
        Assert.AreEqual(1, m2, 0.015);
        Assert.AreEqual(3, m4, 0.1);
    }

    [TestMethod]
    public void Doubles_fill_the_unit_interval()
    {
        var random = new RandomSource(3);
        var values = Enumerable.Range(0, 10000).Select(_ => random.NextDouble()).ToArray();
        Assert.IsTrue(values.All(x => x is >= 0 and < 1));
        Assert.AreEqual(0.5, values.Average(), 0.01);
    }

    [TestMethod]
    public void Forks_are_reproducible_and_uncorrelated()
    {
        var parent = new RandomSource(4);
        var early = parent.Fork(1);
        parent.NextUInt64();
        Assert.AreEqual(early.NextUInt64(), parent.Fork(1).NextUInt64());
        var sources = new[] { new RandomSource(4), parent.Fork(0), parent.Fork(1), parent.Fork(2), parent.Fork(1).Fork(2), parent.Fork(2).Fork(1) };
        var draws = sources.Select(source => Enumerable.Range(0, 20000).Select(_ => source.NextGaussian()).ToArray()).ToArray();
        for (int i = 0; i < draws.Length; i++)
            for (int j = 0; j < i; j++)
                Assert.AreEqual(0, draws[i].Zip(draws[j], (x, y) => x * y).Average(), 0.03, $"streams {i} and {j}");
    }

    [TestMethod]
    public void Empty_ranges_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSource(0).NextInt(0));
}
