using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Modifications.Quantization;

[TestClass]
public sealed class GptqTests
{
    public static IEnumerable<object[]> Variants =>
        from order in Enum.GetValues<InputOrder>()
        from grids in order == InputOrder.Activation ? [GridTiming.Static] : Enum.GetValues<GridTiming>()
        from symmetric in (bool[])[true, false]
        select new object[] { order, grids, symmetric };

    [TestMethod]
    [DynamicData(nameof(Variants))]
    public void With_inputs_that_have_nothing_to_do_with_each_other_it_is_round_to_nearest(InputOrder order, GridTiming grids, bool symmetric)
    {
        var weights = new DenseWeights(Matrices.Random(9, 70, 1));
        var identity = new Matrix(70, 70);
        for (int i = 0; i < 70; i++) identity[i, i] = 1;
        foreach (int group in (int[])[0, 7, 32, 100])
            foreach (var clip in (GridClip[])[GridClip.None, GridClip.Mse])
            {
                var step = new GptqQuantization { Bits = 3, Group = group, Symmetric = symmetric, Order = order, Grids = grids, Block = 16, Clip = clip };
                var rounded = new RoundToNearest { Bits = 3, Group = group, Symmetric = symmetric, Clip = clip };
                Layers.AssertSameBits(Layers.Modify(rounded, weights).ToMatrix(), Layers.Modify(step, weights, identity).ToMatrix());
            }
    }

    [TestMethod]
    public void It_is_the_published_loop_in_double_precision()
    {
        var (weights, inputs) = (Matrices.Random(5, 40, 1), Correlated(200, 40));
        foreach (int group in (int[])[0, 8])
        {
            var quantized = Layers.Modify(new GptqQuantization { Bits = 3, Group = group, Symmetric = false, Order = InputOrder.None, Block = 16 }, new DenseWeights(weights), inputs).ToMatrix();
            var expected = PlainGptq.Quantize(weights, inputs, 3, group, 0.01);
            for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], quantized.Values[i], 1e-5, $"group {group}, at {i}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Variants))]
    public void Outputs_move_less_than_by_rounding_alone(InputOrder order, GridTiming grids, bool symmetric)
    {
        for (ulong seed = 0; seed < 5; seed++)
        {
            var (weights, inputs) = (Matrices.Random(16, 60, seed), Correlated(300, 60));
            var problem = new LeastSquares(weights, inputs);
            foreach (int group in (int[])[0, 16])
            {
                double corrected = problem.Loss(Layers.Modify(
                    new GptqQuantization { Group = group, Symmetric = symmetric, Order = order, Grids = grids }, new DenseWeights(weights), inputs).ToMatrix());
                double rounded = problem.Loss(Layers.Modify(new RoundToNearest { Group = group, Symmetric = symmetric }, new DenseWeights(weights)).ToMatrix());
                Assert.IsLessThan(0.8 * rounded, corrected);
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Variants))]
    public void Zeros_stay_and_the_others_make_up_for_them(InputOrder order, GridTiming grids, bool symmetric)
    {
        var (weights, inputs) = (Layers.SomeZeros(16, 60, ElementType.Float32), Correlated(300, 60));
        foreach (int group in (int[])[0, 16])
        {
            var step = new GptqQuantization { Group = group, Symmetric = symmetric, Order = order, Grids = grids };
            var quantized = Layers.Modify(step, new DenseWeights(weights), inputs).ToMatrix();
            for (int i = 0; i < weights.Values.Length; i++)
                if (weights.Values[i] == 0) Assert.AreEqual(0f, quantized.Values[i], $"at {i}");
            var rounded = Layers.Modify(new RoundToNearest { Group = group, Symmetric = symmetric }, new DenseWeights(weights)).ToMatrix();
            var problem = new LeastSquares(weights, inputs);
            Assert.IsLessThan(0.9 * problem.Loss(rounded), problem.Loss(quantized));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Variants))]
    public void Bits_do_not_depend_on_threads(InputOrder order, GridTiming grids, bool symmetric)
    {
        var (weights, inputs) = (new DenseWeights(Matrices.Random(33, 150, 1)), Correlated(300, 150));
        var step = new GptqQuantization { Group = 32, Symmetric = symmetric, Order = order, Grids = grids };
        using var three = new WorkerPool(3);
        Layers.AssertSameBits(Layers.Modify(step, weights, inputs, new WorkerPool(1)).ToMatrix(), Layers.Modify(step, weights, inputs, three).ToMatrix());
    }

    [TestMethod]
    [DataRow("rtn"), DataRow("gptq")]
    public void Measured_ranges_are_those_of_the_rule_that_moves_outputs_least(string method)
    {
        var chosen = new HashSet<GridClip>();
        for (ulong seed = 0; seed < 12; seed++)
        {
            var (weights, inputs) = (Matrices.Random(2, 24, seed), Correlated(200, 24));
            for (int t = 0; t < 200; t++) inputs[t, 3] *= seed;
            var problem = new LeastSquares(weights, inputs);
            var step = (GridQuantization)Recipe.Parse($"quantize({method}, bits=3, symmetric=false)").Steps[0];
            var losses = GridClips.Rules.ToDictionary(clip => clip, clip => Loss(step with { Clip = clip }));
            Assert.AreEqual(losses.Values.Min(), Loss(step with { Clip = GridClip.Measured }));
            chosen.Add(losses.MinBy(l => l.Value).Key);

            double Loss(GridQuantization tried) => problem.Loss(Layers.Modify(tried, new DenseWeights(weights), inputs).ToMatrix());
        }
        Assert.IsGreaterThan(1, chosen.Count);
    }

    [TestMethod]
    public void Weights_of_silent_inputs_are_rounded()
    {
        var (weights, inputs) = (Matrices.Random(4, 20, 1), Correlated(100, 20));
        for (int t = 0; t < inputs.Rows; t++) inputs[t, 7] = 0;
        var quantized = Layers.Modify(new GptqQuantization(), new DenseWeights(weights), inputs).ToMatrix();
        var rounded = Layers.Modify(new RoundToNearest(), new DenseWeights(weights)).ToMatrix();
        for (int r = 0; r < 4; r++) Assert.AreEqual(rounded[r, 7], quantized[r, 7]);
    }

    [TestMethod]
    public void Inputs_that_are_not_finite_are_refused()
    {
        var inputs = Matrices.Random(10, 20, 2);
        inputs[3, 5] = float.PositiveInfinity;
        var error = Assert.ThrowsExactly<HemorrhageException>(() => Layers.Modify(new GptqQuantization(), new DenseWeights(Matrices.Random(4, 20, 1)), inputs));
        Assert.AreEqual("block 0 down: input 5 is not finite on the calibration text", error.Message);
    }

    /// <summary>Inputs that go along with those beside them.</summary>
    private static Matrix Correlated(int tokens, int columns)
    {
        var inputs = Matrices.Random(tokens, columns, 77);
        for (int t = 0; t < tokens; t++)
            for (int c = 1; c < columns; c++) inputs[t, c] += 0.9f * inputs[t, c - 1];
        return inputs;
    }
}
