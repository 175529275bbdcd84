using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Models.Weights;

[TestClass]
public sealed class PackedIntegersTests
{
    [TestMethod]
    [DataRow(1), DataRow(2), DataRow(3), DataRow(4), DataRow(5), DataRow(6), DataRow(7), DataRow(8)]
    public void Every_value_comes_back_from_every_place(int bits)
    {
        var random = new RandomSource((ulong)bits);
        byte[] values = [.. Enumerable.Range(0, 331).Select(_ => (byte)random.NextInt(1 << bits))];
        var packed = PackedIntegers.Pack<byte>(bits, values);
        for (int start = 0; start < values.Length; start++)
        {
            var back = new byte[Math.Min(70, values.Length - start)];
            packed.CopyTo<byte>(start, back);
            CollectionAssert.AreEqual(values[start..(start + back.Length)], back);
        }
    }

    [TestMethod]
    [DataRow(9), DataRow(13), DataRow(14), DataRow(16)]
    public void Longer_values_come_back_as_well(int bits)
    {
        var random = new RandomSource((ulong)bits);
        ushort[] values = [.. Enumerable.Range(0, 331).Select(_ => (ushort)random.NextInt(1 << bits))];
        var back = new ushort[200];
        PackedIntegers.Pack<ushort>(bits, values).CopyTo<ushort>(77, back);
        CollectionAssert.AreEqual(values[77..277], back);
    }

    [TestMethod]
    public void Size_is_the_words_that_the_bits_fill()
    {
        Assert.AreEqual(0, PackedIntegers.Pack<byte>(3, []).ByteSize);
        Assert.AreEqual(8, PackedIntegers.Pack<byte>(3, new byte[21]).ByteSize);
        Assert.AreEqual(16, PackedIntegers.Pack<byte>(3, new byte[22]).ByteSize);
        Assert.AreEqual(64, PackedIntegers.Pack<byte>(8, new byte[64]).ByteSize);
    }

    [TestMethod]
    public void Values_that_do_not_fit_are_refused() =>
        Assert.ThrowsExactly<ArgumentException>(() => PackedIntegers.Pack<byte>(3, [7, 8]));
}
