using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Models.Weights;

[TestClass]
public sealed class DenseWeightsTests
{
    [TestMethod]
    public void Zeros_of_either_sign_are_counted_and_nothing_else()
    {
        var values = new Matrix(3, 37);
        var random = new RandomSource(1);
        int expected = 0;
        foreach (ref float value in values.Values)
        {
            value = random.NextInt(4) switch { 0 => 0f, 1 => -0f, 2 => float.NaN, _ => float.Epsilon };
            if (value == 0) expected++;
        }
        Assert.AreEqual(expected, new DenseWeights(values).ZeroCount);
    }

    [TestMethod]
    public void Values_come_back_and_later_changes_of_the_source_do_not()
    {
        var values = new Matrix(2, 3);
        values[1, 2] = 5;
        var weights = new DenseWeights(values);
        values[1, 2] = 6;
        Assert.AreEqual(5, weights.ToMatrix()[1, 2]);
        Assert.AreEqual(24, weights.ByteSize);
        Assert.AreEqual("f32", weights.Format);
    }
}
