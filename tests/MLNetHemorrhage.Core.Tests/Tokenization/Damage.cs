using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Tokenization;

/// <summary>Damages a file in many ways; each must be read as if nothing had happened, or refused with a one-line error.</summary>
internal static class Damage
{
    /// <returns>How many damaged versions were refused.</returns>
    public static int Every(byte[] good, Action<byte[]> read)
    {
        var refused = 0;
        for (var length = 0; length < good.Length; length++) refused += Refuses(good[..length], read);
        var random = new RandomSource(5);
        for (var i = 0; i < 4 * good.Length; i++)
        {
            var damaged = (byte[])good.Clone();
            damaged[random.NextInt(good.Length)] = (byte)random.NextInt(256);
            refused += Refuses(damaged, read);
        }

        return refused;
    }

    private static int Refuses(byte[] bytes, Action<byte[]> read)
    {
        try
        {
            read(bytes);
            return 0;
        }
        catch (HemorrhageException e)
        {
            Assert.DoesNotContain("\n", e.Message);
            return 1;
        }
    }
}
