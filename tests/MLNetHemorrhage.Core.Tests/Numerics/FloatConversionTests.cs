using System.Runtime.InteropServices;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Numerics;

[TestClass]
public sealed class FloatConversionTests
{
    private static readonly ushort[] Patterns = [.. Enumerable.Range(0, 65536).Select(i => (ushort)i)];

    [TestMethod]
    public void Every_half_widens_as_the_library_does()
    {
        var singles = Widen(ElementType.Float16, Patterns);
        for (int i = 0; i < Patterns.Length; i++)
            AssertSame((float)BitConverter.UInt16BitsToHalf(Patterns[i]), singles[i], $"half {i:X4}");
    }

    [TestMethod]
    public void Every_bfloat16_is_the_upper_half_of_a_single()
    {
        var singles = Widen(ElementType.BFloat16, Patterns);
        for (int i = 0; i < Patterns.Length; i++)
            Assert.AreEqual((uint)i << 16, BitConverter.SingleToUInt32Bits(singles[i]));
    }

    [TestMethod]
    [DataRow(ElementType.Float16)]
    [DataRow(ElementType.BFloat16)]
    public void Every_pattern_survives_the_round_trip(ElementType type)
    {
        var singles = Widen(type, Patterns);
        var back = Narrow(type, singles);
        for (int i = 0; i < Patterns.Length; i++)
            if (float.IsNaN(singles[i])) AssertSame(float.NaN, Widen(type, [back[i]])[0], $"{i:X4}");
            else Assert.AreEqual(Patterns[i], back[i]);
    }

    // A format's neighbours, the ties between them and the singles next to the ties: every rounding decision there is.
    [TestMethod]
    public void Halves_round_as_the_library_does_around_every_tie()
    {
        var singles = new List<float>();
        for (int i = 0; i < 0x7C00; i++)
        {
            float low = (float)BitConverter.UInt16BitsToHalf((ushort)i);
            float high = i == 0x7BFF ? 65536 : (float)BitConverter.UInt16BitsToHalf((ushort)(i + 1));
            float tie = (low + high) / 2;
            singles.AddRange([MathF.BitDecrement(tie), tie, MathF.BitIncrement(tie), -tie]);
        }
        singles.AddRange([1e-10f, 1e-40f, -1e-40f, 0, -0f, float.MaxValue, float.NegativeInfinity, 65519, 65520, 1e20f]);
        var actual = Narrow(ElementType.Float16, [.. singles]);
        for (int i = 0; i < actual.Length; i++)
            Assert.AreEqual(BitConverter.HalfToUInt16Bits((Half)singles[i]), actual[i], $"{singles[i]:R}");
    }

    [TestMethod]
    public void BFloat16_rounds_ties_to_even()
    {
        uint[] bits = [0x3F808000, 0x3F818000, 0x3F808001, 0x3F807FFF, 0x7F7FFFFF, 0x7F800001, 0x00008000, 0x00018000, 0x80008001];
        ushort[] expected = [0x3F80, 0x3F82, 0x3F81, 0x3F80, 0x7F80, 0x7FC0, 0x0000, 0x0002, 0x8001];
        CollectionAssert.AreEqual(expected, Narrow(ElementType.BFloat16, [.. bits.Select(BitConverter.UInt32BitsToSingle)]));
    }

    [TestMethod]
    public void Every_length_is_converted_to_its_end()
    {
        for (int length = 0; length < 40; length++)
        {
            var halves = Patterns.AsSpan(0x3C00, length).ToArray();
            CollectionAssert.AreEqual(halves, Narrow(ElementType.Float16, Widen(ElementType.Float16, halves)));
        }
    }

    private static float[] Widen(ElementType type, ushort[] source)
    {
        var result = new float[source.Length];
        FloatConversion.ToSingle(type, MemoryMarshal.AsBytes<ushort>(source), result);
        return result;
    }

    private static ushort[] Narrow(ElementType type, float[] source)
    {
        var result = new ushort[source.Length];
        FloatConversion.FromSingle(type, source, MemoryMarshal.AsBytes(result.AsSpan()));
        return result;
    }

    private static void AssertSame(float expected, float actual, string what)
    {
        if (float.IsNaN(expected)) Assert.IsTrue(float.IsNaN(actual), what);
        else Assert.AreEqual(BitConverter.SingleToUInt32Bits(expected), BitConverter.SingleToUInt32Bits(actual), what);
    }
}
