using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Evaluation;
using MLNetHemorrhage.Tests.Models.Training;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Modifications;

/// <summary>What steps tell of every layer.</summary>
[TestClass]
public sealed class LayerReportTests
{
    private static readonly CalibrationSet Calibration = new(RandomDecoder.Windows(RandomDecoder.Spec(), 30, 5, 17));

    [TestMethod]
    public void Errors_are_those_of_plain_loops()
    {
        var (before, after, inputs) = (Matrices.Random(13, 37, 1), Matrices.Random(13, 37, 2), Matrices.Random(600, 37, 3));
        double changed = 0, whole = 0, changedOutputs = 0, wholeOutputs = 0;
        for (int r = 0; r < 13; r++)
        {
            for (int c = 0; c < 37; c++)
            {
                changed += Square(after[r, c] - (double)before[r, c]);
                whole += Square(before[r, c]);
            }
            for (int t = 0; t < 500; t++)
            {
                changedOutputs += Square(Enumerable.Range(0, 37).Sum(c => inputs[t, c] * ((double)after[r, c] - before[r, c])));
                wholeOutputs += Square(Enumerable.Range(0, 37).Sum(c => inputs[t, c] * (double)before[r, c]));
            }
        }
        var sample = new InputSample(37, 500, 500);
        sample.Add(inputs.View, WorkerPool.Shared);
        var errors = LayerErrors.Of(new DenseWeights(before), new DenseWeights(after), sample, WorkerPool.Shared);
        Assert.AreEqual(Math.Sqrt(changed / whole), errors.Weights, 1e-6);
        Assert.AreEqual(Math.Sqrt(changedOutputs / wholeOutputs), errors.Outputs!.Value, 1e-6);
    }

    [TestMethod]
    public void Errors_do_not_depend_on_threads_and_batches()
    {
        var (before, after, inputs) = (Matrices.Random(13, 37, 1), Matrices.Random(13, 37, 2), Matrices.Random(600, 37, 3));
        var whole = new InputSample(37, 500, 500);
        whole.Add(inputs.View, WorkerPool.Shared);
        var parts = new InputSample(37, 500, 500);
        for (int start = 0; start < 600; start += 150) parts.Add(inputs.View.RowRange(start, 150), WorkerPool.Shared);
        using var three = new WorkerPool(3);
        Assert.AreEqual(LayerErrors.Of(new DenseWeights(before), new DenseWeights(after), whole, new WorkerPool(1)), LayerErrors.Of(new DenseWeights(before), new DenseWeights(after), parts, three));
        GC.KeepAlive(inputs);
    }

    [TestMethod]
    public void Errors_are_measured_on_tokens_from_all_over_the_text()
    {
        var inputs = new Matrix(1000, 1);
        for (int t = 0; t < 1000; t++) inputs[t, 0] = t;
        var sample = new InputSample(1, 60, 1000);
        for (int start = 0; start < 1000; start += 125) sample.Add(inputs.View.RowRange(start, 125), WorkerPool.Shared);
        int[] places = [.. Enumerable.Range(0, 60).Select(i => (int)sample.Inputs.Row(i)[0])];
        for (int i = 0; i < 60; i++) Assert.AreEqual(i, Enumerable.Range(0, 60).Single(s => s * 1000 / 60 <= places[i] && places[i] < (s + 1) * 1000 / 60));
        var windows = places.GroupBy(p => p % 50 / 10).Select(g => g.Count()).ToArray();
        Assert.IsTrue(windows is [_, _, _, _, _] && windows.Min() >= 8, string.Join(' ', windows));
    }

    [TestMethod]
    public void Errors_of_large_layers_are_those_of_their_parts()
    {
        var (before, after, inputs) = (Matrices.Random(300, 37, 1), Matrices.Random(300, 37, 2), Matrices.Random(50, 37, 3));
        var sample = new InputSample(37, 50, 50);
        sample.Add(inputs.View, WorkerPool.Shared);
        double changed = 0, whole = 0;
        for (int r = 0; r < 300; r++)
            for (int t = 0; t < 50; t++)
            {
                changed += Square(Enumerable.Range(0, 37).Sum(c => inputs[t, c] * ((double)after[r, c] - before[r, c])));
                whole += Square(Enumerable.Range(0, 37).Sum(c => inputs[t, c] * (double)before[r, c]));
            }
        var errors = LayerErrors.Of(new DenseWeights(before), new DenseWeights(after), sample, WorkerPool.Shared);
        Assert.AreEqual(Math.Sqrt(changed / whole), errors.Outputs!.Value, 1e-6);
    }

    [TestMethod]
    public void What_does_not_change_has_no_error()
    {
        var zeros = new DenseWeights(new Matrix(4, 8));
        Assert.AreEqual(new LayerErrors(0, 0), LayerErrors.Of(zeros, zeros, new InputSample(8, 4, 4), WorkerPool.Shared));
        Assert.AreEqual(new LayerErrors(0, null), LayerErrors.Of(zeros, zeros, null, WorkerPool.Shared));
    }

    [TestMethod]
    public void Calibrated_steps_have_output_errors_and_all_have_weight_errors()
    {
        var steps = Apply("prune(magnitude, sparsity=0.3) + prune(wanda, sparsity=0.5) + quantize(rtn, bits=3)").Steps;
        Assert.IsTrue(steps.All(s => s.Layers.All(l => l.WeightError is > 0 and < 1)));
        Assert.IsTrue(steps[1].Layers.All(l => l.OutputError is > 0 and < 1));
        Assert.IsTrue(steps[0].Layers.Concat(steps[2].Layers).All(l => l.OutputError is null));
        Assert.AreEqual(steps[1].Layers.Average(l => l.OutputError!.Value), steps[1].OutputError!.Value);
        Assert.AreEqual((0.3, 0.5, null), (Math.Round(steps[0].NominalSparsity!.Value, 12), Math.Round(steps[1].NominalSparsity!.Value, 12), steps[2].NominalSparsity));
    }

    [TestMethod]
    public void Zeros_are_counted_again_after_the_last_step()
    {
        var result = Apply("prune(magnitude, sparsity=0.3) + prune(wanda, sparsity=0.6) + quantize(rtn, bits=2)");
        foreach (var step in result.Steps)
        {
            Assert.AreEqual(result.TargetedSize, step.FinalSize);
            CollectionAssert.AreEqual(result.Steps[2].Layers.Select(l => (WeightSize?)l.Size).ToArray(), step.Layers.Select(l => l.FinalSize).ToArray());
        }
        Assert.IsGreaterThan(0.6, result.Steps[0].FinalSize.Sparsity);
    }

    [TestMethod]
    public void Matrices_are_not_looked_for_where_a_later_step_has_removed_structure()
    {
        var result = Apply("prune(magnitude, sparsity=0.3) + pruneStructured(shortgpt, ratio=0.5)");
        Assert.IsTrue(result.Steps[0].Layers.All(l => l.FinalSize is null));
        Assert.AreEqual(result.TargetedSize, result.Steps[0].FinalSize);
        Assert.AreEqual(0.3, result.Steps[0].FinalSize.Sparsity, 1e-3);
    }

    [TestMethod]
    [DataRow("prune(magnitude, sparsity=0.5) + prune(magnitude, sparsity=0.25)", "288 of 576 weights are zero, asked were 144: 288 were zero before")]
    [DataRow("prune(magnitude, pattern=9:16)", "240 of 576 weights are zero, asked were 252: rows end in a group that is too short for the pattern")]
    public void Other_zeros_than_asked_for_are_explained(string recipe, string note) => Assert.AreEqual(note, Apply(recipe).Steps[^1].Layers[0].Notes.Single());

    [TestMethod]
    public void Zeros_that_the_format_makes_are_explained()
    {
        var values = Matrices.Random(8, 8, 1);
        var quantized = new DenseWeights(values);
        var pruned = Layers.Modify(new MLNetHemorrhage.Modifications.Pruning.MagnitudePruning { Sparsity = 0.25 }, quantized);
        Assert.IsNull(SparsityNote.Of(0.25, quantized, pruned));
        Assert.AreEqual($"16 of 64 weights are zero, asked were 8: some of the weights that stay are zero as {pruned.Format}", SparsityNote.Of(0.125, quantized, pruned));
    }

    [TestMethod]
    public void Quantized_layers_have_scales_and_decibels()
    {
        var steps = Apply("prune(magnitude, sparsity=0.3) + quantize(gptq, bits=3, group=8) + quantize(nf4)").Steps;
        Assert.IsTrue(steps[0].Layers.All(l => l.Scales is null));
        foreach (var layer in steps[1].Layers)
        {
            Assert.IsTrue(layer.Scales is { Minimum: > 0 } s && s.Minimum <= s.Median && s.Median <= s.Maximum);
            Assert.AreEqual(layer.Size.Count / 8, layer.Scales!.Count);
            Assert.AreEqual(-20 * Math.Log10(layer.WeightError!.Value), layer.WeightSqnr!.Value);
            Assert.AreEqual(-20 * Math.Log10(layer.OutputError!.Value), layer.OutputSqnr!.Value);
        }
        Assert.IsTrue(steps[2].Layers.All(l => l.OutputSqnr is null && l.WeightSqnr > 10));
        Assert.AreEqual(new ScaleSummary(4, 1, 2.5, 4), ScaleSummary.Of(new QuantizedWeights(new(new(2, 4, 1), [3, 1, 4, 2], null, [0, 1, 2, 3]))));
    }

    private static double Square(double value) => value * value;

    private static RecipeResult Apply(string recipe) =>
        RecipeRunner.Apply(new("random", RandomDecoder.Parameters(RandomDecoder.Spec()).ToModel(), new LetterTokenizer()), Recipe.Parse(recipe), Calibration);
}
