using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Models.Training;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Models;

[TestClass]
public sealed class InputRoundingTests
{
    [TestMethod]
    [DataRow(8, null), DataRow(4, null), DataRow(2, null), DataRow(8, 1.5)]
    public void Every_token_has_a_grid_of_its_own(int bits, double? threshold)
    {
        var inputs = Matrices.Random(7, 33, 1);
        foreach (ref float x in inputs.Row(3)) x *= 1000;
        inputs.Row(4).Clear();
        var rounded = Rounded(inputs, new(bits, threshold));
        int last = (1 << (bits - 1)) - 1;
        for (int t = 0; t < inputs.Rows; t++)
        {
            float[] row = inputs.Row(t).ToArray(), below = [.. row.Where(x => Math.Abs(x) < (threshold ?? double.PositiveInfinity))];
            float scale = below.Select(Math.Abs).DefaultIfEmpty(0).Max() / last;
            for (int j = 0; j < row.Length; j++)
            {
                if (!below.Contains(row[j])) Assert.AreEqual(row[j], rounded[t, j]);
                else Assert.AreEqual(scale == 0 ? 0 : scale * (float)Math.Round((double)(row[j] / scale), MidpointRounding.ToEven), rounded[t, j], $"{t}, {j}");
            }
        }
    }

    [TestMethod]
    public void Ties_go_to_even_levels_and_the_largest_is_exact()
    {
        var inputs = new Matrix(1, 6);
        float[] values = [127, 0.5f, 1.5f, -2.5f, -3.5f, 126.5f], expected = [127, 0, 2, -2, -4, 126];
        values.CopyTo(inputs.Row(0));
        CollectionAssert.AreEqual(expected, Rounded(inputs, new(8)).Row(0).ToArray());
    }

    [TestMethod]
    [DataRow(float.NaN), DataRow(float.PositiveInfinity), DataRow(float.NegativeInfinity)]
    public void A_token_that_is_not_finite_comes_to_nan_and_the_others_stay(float value)
    {
        var inputs = Matrices.Random(3, 20, 1);
        var expected = Rounded(inputs, new(8, 4));
        inputs[1, 7] = value;
        var rounded = Rounded(inputs, new(8, 4));
        Assert.IsTrue(rounded.Row(1).ToArray().All(float.IsNaN));
        foreach (int t in (int[])[0, 2]) CollectionAssert.AreEqual(expected.Row(t).ToArray(), rounded.Row(t).ToArray());
    }

    [TestMethod]
    public void The_largest_and_the_smallest_numbers_are_rounded_too()
    {
        var inputs = new Matrix(2, 2);
        (inputs[0, 0], inputs[0, 1], inputs[1, 0], inputs[1, 1]) = (float.MaxValue / 2, -1, 200 * float.Epsilon, -float.Epsilon);
        var rounded = Rounded(inputs, new(8));
        Assert.AreEqual(float.MaxValue / 2, rounded[0, 0], float.MaxValue * 1e-6f);
        Assert.AreEqual(0, rounded[0, 1]);
        Assert.IsTrue(rounded[1, 0] > 0 && rounded[1, 1] <= 0);
    }

    [TestMethod]
    public void A_token_does_not_depend_on_the_batch_nor_on_the_threads()
    {
        var model = Rounding(RandomDecoder.Spec(), new(8, 2));
        var batch = RandomDecoder.Batch(model.Spec, 33, 1, 20);
        using var three = new WorkerPool(3);
        var together = new DecoderRunner(model, three).FinalHidden(batch);
        for (int s = 0; s < batch.Count; s++)
        {
            var alone = new DecoderRunner(model, WorkerPool.Shared, keepPacked: s == 1).FinalHidden(new([batch.Ids[batch.Starts[s]..batch.Starts[s + 1]]]));
            Matrices.AssertSameBits(alone, Matrices.Copy(together.View.RowRange(batch.Starts[s], alone.Rows)), $"sequence {s}");
        }
        GC.KeepAlive(together);
    }

    [TestMethod]
    public void Training_runs_the_same_model_and_takes_rounding_as_the_identity()
    {
        var spec = RandomDecoder.Spec();
        var batch = RandomDecoder.Batch(spec, 40, 31);
        var (plain, rounded) = (Gradients(Rounding(spec, null)), Gradients(Rounding(spec, new(8))));
        Assert.AreNotEqual(plain.Loss, rounded.Loss);
        var scored = new DecoderRunner(Rounding(spec, new(8)), WorkerPool.Shared).NegativeLogLikelihood(batch);
        Assert.AreEqual(scored.Average(x => (double)x), rounded.Loss, 1e-5);
        // What rounding moves a gradient by, not a gradient that rounding has cut.
        double dot = 0, first = 0, second = 0;
        for (int i = 0; i < plain.Values.Length; i++)
        {
            dot += (double)plain.Values[i] * rounded.Values[i];
            first += (double)plain.Values[i] * plain.Values[i];
            second += (double)rounded.Values[i] * rounded.Values[i];
        }
        Assert.IsGreaterThan(0.99, dot / Math.Sqrt(first * second));

        (double Loss, float[] Values) Gradients(DecoderModel model)
        {
            var gradients = new DecoderGradients(spec);
            double loss = new GradientRunner(DecoderParameters.From(model), WorkerPool.Shared).Accumulate(batch, gradients);
            return (loss, gradients.Values.ToArray());
        }
    }

    /// <summary>Nothing behind the last down projection is rounded, so that the loss is smooth in its weights: their gradient is the slope with the rounded inputs.</summary>
    [TestMethod]
    public void Gradients_of_weights_are_taken_with_the_rounded_inputs()
    {
        var spec = RandomDecoder.Spec();
        var parameters = DecoderParameters.From(Rounding(spec, new(3)));
        var batch = RandomDecoder.Batch(spec, 19, 7);
        var gradients = new DecoderGradients(spec);
        var runner = new GradientRunner(parameters, WorkerPool.Shared);
        runner.Accumulate(batch, gradients);
        float[] slopes = Values(gradients.Block(1).Linear(LinearRole.Down, spec));
        var weights = parameters.Block(1).Linear(LinearRole.Down, spec);
        double norm = Math.Sqrt(slopes.Sum(x => (double)x * x));
        const double step = 0.01;
        double slope = (8 * (Loss(step) - Loss(-step)) - (Loss(2 * step) - Loss(-2 * step))) / (12 * step);
        Assert.AreEqual(norm, slope, 2e-4 * norm);

        double Loss(double length)
        {
            float[] before = Values(weights);
            for (int i = 0; i < before.Length; i++) weights.Row(i / weights.Columns)[i % weights.Columns] += (float)(length * slopes[i] / norm);
            double loss = runner.Accumulate(batch, new(spec));
            for (int i = 0; i < before.Length; i++) weights.Row(i / weights.Columns)[i % weights.Columns] = before[i];
            return loss;
        }
    }

    [TestMethod]
    [DataRow(1, null), DataRow(9, null), DataRow(8, 0.0), DataRow(8, double.NaN), DataRow(8, double.PositiveInfinity)]
    public void Rounding_that_there_is_not_is_refused(int bits, double? threshold)
    {
        var error = Assert.ThrowsExactly<HemorrhageException>(() => Rounding(RandomDecoder.Spec(), new(bits, threshold)));
        StringAssert.Contains(error.Message, "Query inputs: expected 2 to 8 bits and a threshold above 0, found int");
    }

    private static DecoderModel Rounding(DecoderSpec spec, InputRounding? rounding)
    {
        var model = RandomDecoder.Parameters(spec).ToModel();
        return model.WithBlocks([.. model.Blocks.Select(b => b.With(BlockInputs.All(rounding)))]);
    }

    private static Matrix Rounded(Matrix inputs, InputRounding rounding)
    {
        var rounded = new Matrix(inputs.Rows, inputs.Columns);
        TokenRounding.Round(inputs.View, rounding, rounded.View, WorkerPool.Shared);
        GC.KeepAlive(inputs);
        return rounded;
    }

    private static float[] Values(MatrixView view) => Matrices.Copy(view).Values.ToArray();
}
