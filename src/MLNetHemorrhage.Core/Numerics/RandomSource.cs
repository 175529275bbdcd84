using System.Numerics;

namespace MLNetHemorrhage.Numerics;

/// <summary>
/// Random numbers that are the same on every platform: xoshiro256** (Blackman and Vigna, "Scrambled linear pseudorandom
/// number generators", 2021), its state filled by SplitMix64. Not for secrets, and not for use by several threads at once.
/// </summary>
internal sealed class RandomSource
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private readonly ulong _seed;
    private ulong _s0, _s1, _s2, _s3;
    private double _spareGaussian = double.NaN;

    public RandomSource(ulong seed)
    {
        _seed = seed;
        _s0 = Mix(seed += GoldenGamma);
        _s1 = Mix(seed += GoldenGamma);
        _s2 = Mix(seed += GoldenGamma);
        _s3 = Mix(seed + GoldenGamma);
    }

    /// <summary>An independent source. It depends on this source's seed and on the stream, not on how many numbers were drawn.</summary>
    public RandomSource Fork(ulong stream) => new(Mix(Mix(~_seed) + Mix(stream)));

    /// <summary>Uniform over all 64-bit values.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform over 0 … <paramref name="below"/> - 1, without bias (Lemire, "Fast random integer generation in an interval", 2019).</summary>
    public int NextInt(int below)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(below);
        ulong high = Math.BigMul(NextUInt64(), (ulong)below, out ulong low);
        if (low < (ulong)below)
        {
            ulong rejected = (0UL - (ulong)below) % (ulong)below;
            while (low < rejected) high = Math.BigMul(NextUInt64(), (ulong)below, out low);
        }
        return (int)high;
    }

    /// <summary>Uniform over the multiples of 2⁻⁵³ in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Standard normal, by Marsaglia's polar method.</summary>
    public double NextGaussian()
    {
        if (!double.IsNaN(_spareGaussian))
        {
            double spare = _spareGaussian;
            _spareGaussian = double.NaN;
            return spare;
        }
        double u, v, square;
        do
        {
            u = 2 * NextDouble() - 1;
            v = 2 * NextDouble() - 1;
            square = u * u + v * v;
        }
        while (square is >= 1 or 0);
        double scale = Math.Sqrt(-2 * ScalarMath.Log(square) / square);
        _spareGaussian = v * scale;
        return u * scale;
    }

    // SplitMix64's output function (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
