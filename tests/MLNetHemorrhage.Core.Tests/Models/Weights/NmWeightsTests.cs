using System.Numerics;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Modifications;

namespace MLNetHemorrhage.Tests.Models.Weights;

[TestClass]
public sealed class NmWeightsTests
{
    [TestMethod]
    public void Every_pattern_is_found_and_gives_the_values_back()
    {
        for (int group = 2; group <= 16; group++)
            for (int kept = 1; kept < group; kept++)
                foreach (int columns in (int[])[group, 3 * group, 4 * group - 1])
                {
                    // Many rows, so that no other pattern fits by chance.
                    var values = Values(60, columns, kept, group);
                    var nm = Stored(values, ElementType.Float32, kept, group);
                    Layers.AssertSameBits(values, nm.ToMatrix());
                    Assert.AreEqual((kept, group, $"{kept}:{group} f32"), (nm.Kept, nm.Group, nm.Format));
                    Assert.AreEqual(values.Values.Count(0f), nm.ZeroCount);
                }
    }

    [TestMethod]
    [DataRow(ElementType.Float32), DataRow(ElementType.BFloat16), DataRow(ElementType.Float16)]
    public void Values_of_every_type_come_back_bit_for_bit(ElementType type)
    {
        var values = Layers.Dense(Values(9, 66, 2, 4), type).ToMatrix();
        values[3, 5] = -0f; // a place that is held as well
        values[3, 4] = values[3, 6] = values[3, 7] = 0;
        Layers.AssertSameBits(values, Stored(values, type, 2, 4).ToMatrix());
    }

    [TestMethod]
    public void Size_is_values_and_numbers_of_choices()
    {
        // 2:4 has 6 choices, 3 bits: 5 rows of 16 groups take 240 bits.
        Assert.AreEqual(5 * 32 * 4 + 4 * 8, Stored(Values(5, 64, 2, 4), ElementType.Float32, 2, 4).ByteSize);
        Assert.AreEqual(5 * 32 * 2 + 4 * 8, Stored(Values(5, 64, 2, 4), ElementType.BFloat16, 2, 4).ByteSize);
        // 8:16 has 12870 choices, 14 bits; the short group of 3 holds 2: 5 rows of 5 groups take 350 bits.
        Assert.AreEqual(5 * 34 * 4 + 6 * 8, Stored(Values(5, 67, 8, 16), ElementType.Float32, 8, 16).ByteSize);
    }

    [TestMethod]
    public void A_choice_never_takes_more_bits_than_an_index_for_each_value()
    {
        for (int group = 2; group <= 16; group++)
            for (int kept = 1; kept < group; kept++)
            {
                int index = BitOperations.Log2((uint)group - 1) + 1;
                Assert.IsLessThanOrEqualTo(Math.Min(kept * index, group - 1), new NmShape(group, kept, group).IndexBits, $"{kept}:{group}");
            }
    }

    [TestMethod]
    [DataRow("pattern=2:4", "2:4 f32"), DataRow("pattern=4:8", "4:8 f32"), DataRow("pattern=1:2", "1:2 f32"), DataRow("pattern=3:5", "3:5 f32")]
    [DataRow("sparsity=0.5", "sparse f32"), DataRow("sparsity=0.01", "f32")]
    public void Pruned_weights_are_held_in_the_smallest_form(string parameters, string format)
    {
        var step = (LayerModification)Recipe.Parse($"prune(magnitude, {parameters})").Steps[0];
        var weights = Layers.Modify(step, new DenseWeights(Tests.Numerics.Matrices.Random(96, 100, 3)));
        Assert.AreEqual(format, weights.Format);
    }

    [TestMethod]
    public void Pruning_again_keeps_the_pattern_while_it_is_the_smallest_form()
    {
        var nm = PrunedWeights.Store(new DenseWeights(Values(40, 64, 2, 4)), Values(40, 64, 2, 4));
        var step = new MagnitudePruning { Sparsity = 0.505 };
        Assert.AreEqual("2:4 f32", Layers.Modify(step, nm).Format);
        Assert.AreEqual("sparse f32", Layers.Modify(step with { Sparsity = 0.9 }, nm).Format);
    }

    [TestMethod]
    public void Product_is_that_of_the_dense_values()
    {
        var values = Values(33, 70, 2, 4);
        Layers.AssertSameProduct(new DenseWeights(values), Stored(values, ElementType.Float32, 2, 4));
    }

    [TestMethod]
    public void Rows_outside_are_refused() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(
        () => Stored(Values(2, 8, 2, 4), ElementType.Float32, 2, 4).CopyRow(2, new float[8]));

    private static NmWeights Stored(Matrix values, ElementType type, int kept, int group)
    {
        var held = new SparseWeights(values, type).Held;
        var shape = new NmShape(values.Columns, kept, group);
        Assert.IsTrue(shape.Fits(values.Rows, held));
        Assert.IsFalse(kept > 1 && (shape with { Kept = kept - 1 }).Fits(values.Rows, held));
        return new(values, type, new NmPositions(values.Rows, shape, held));
    }

    private static Matrix Values(int rows, int columns, int kept, int group)
    {
        var values = Tests.Numerics.Matrices.Random(rows, columns, (ulong)(kept * 100 + group));
        var step = new MagnitudePruning { Pattern = new(kept, group) };
        return Layers.Modify(step, new DenseWeights(values)).ToMatrix();
    }
}
