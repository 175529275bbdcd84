using System.Text.Json;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Models.Training;

namespace MLNetHemorrhage.Tests.Modifications.Pruning;

[TestClass]
public sealed class GradientPruningTests
{
    [TestMethod]
    [DataRow(0.3)]
    [DataRow(0.5)]
    [DataRow(0.7)]
    public void Perplexity_is_that_of_the_published_code(double sparsity)
    {
        using var results = JsonDocument.Parse(File.ReadAllText(TestData.External("golden/oracle/results-stories260K.json")));
        string key = FormattableString.Invariant($"gblm_l2@{sparsity}");
        double expected = results.RootElement.GetProperty("pruning").GetProperty(key).GetProperty("ppl").GetProperty("stories25").GetDouble();
        var step = new GradientPruning { Sparsity = sparsity, Rule = SelectionRule.Published };
        Assert.AreEqual(expected, ReferenceModel.Perplexity(ReferenceModel.Apply(new Recipe(step)).Model.Decoder), 1e-4 * expected, key);
    }

    /// <summary>The first block, whose inputs no other block changes, from the gradients of the whole-model pass.</summary>
    [TestMethod]
    [DataRow(GradientNorm.L1, 20.0)]
    [DataRow(GradientNorm.L2, 300.0)]
    public void Scores_are_those_of_plain_loops(GradientNorm norm, double alpha)
    {
        var spec = RandomDecoder.Spec();
        var parameters = RandomDecoder.Parameters(spec);
        var windows = RandomDecoder.Batch(spec, 60).Ids.Chunk(20).ToArray();
        var squares = new double[spec.HiddenSize];
        var sums = new double[spec.HiddenSize * spec.HiddenSize];
        foreach (int[] window in windows)
        {
            var gradients = new DecoderGradients(spec);
            new GradientRunner(parameters, WorkerPool.Shared).Accumulate(new([window]), gradients);
            float[] query = gradients["model.layers.0.self_attn.q_proj.weight"].ToArray();
            for (int i = 0; i < query.Length; i++) sums[i] += norm == GradientNorm.L2 ? Math.Pow(alpha * query[i], 2) : Math.Abs(alpha * query[i]);
            foreach (int id in window) AddNormed(parameters, id, squares);
        }
        var step = new GradientPruning { Norm = norm, Alpha = alpha };
        var model = parameters.ToModel();
        var pruned = step.Apply(model, Context(windows, WorkerPool.Shared)).Model.Blocks[0][LinearRole.Query].ToMatrix();
        var dense = model.Blocks[0][LinearRole.Query].ToMatrix();
        for (int r = 0; r < dense.Rows; r++)
        {
            var scores = Enumerable.Range(0, dense.Columns).Select(j =>
            {
                double g = sums[r * dense.Columns + j];
                return Math.Abs(dense[r, j]) * (Math.Sqrt(squares[j] / windows.Length) + (norm == GradientNorm.L2 ? Math.Sqrt(g) : g));
            }).ToArray();
            int[] removed = [.. Enumerable.Range(0, dense.Columns).OrderBy(j => scores[j]).Take(dense.Columns / 2).Order()];
            CollectionAssert.AreEqual(removed, Enumerable.Range(0, dense.Columns).Where(j => pruned[r, j] == 0).ToArray(), $"row {r}");
        }
    }

    [TestMethod]
    public void Alpha_zero_is_wanda()
    {
        var model = RandomDecoder.Parameters(RandomDecoder.Spec()).ToModel();
        int[][] windows = [.. RandomDecoder.Batch(model.Spec, 50).Ids.Chunk(25)];
        var wanda = new WandaPruning().Apply(model, Context(windows, WorkerPool.Shared)).Model;
        var gradient = new GradientPruning { Alpha = 0 }.Apply(model, Context(windows, WorkerPool.Shared)).Model;
        AssertEqual(wanda, gradient);
    }

    [TestMethod]
    public void Threads_do_not_change_a_bit()
    {
        var model = RandomDecoder.Parameters(RandomDecoder.Spec()).ToModel();
        int[][] windows = [.. RandomDecoder.Batch(model.Spec, 150).Ids.Chunk(50)];
        using WorkerPool one = new(1), three = new(3);
        AssertEqual(new GradientPruning().Apply(model, Context(windows, one)).Model, new GradientPruning().Apply(model, Context(windows, three)).Model);
    }

    [TestMethod]
    public void Embedding_and_head_have_no_gradients()
    {
        var model = RandomDecoder.Parameters(RandomDecoder.Spec(tied: true)).ToModel();
        var step = new GradientPruning { Targets = ModificationTargets.All };
        var error = Assert.ThrowsExactly<HemorrhageException>(() => step.Apply(model, Context([[1, 2, 3]], WorkerPool.Shared)));
        StringAssert.Contains(error.Message, "targets must be blocks");
    }

    [TestMethod]
    public void Windows_of_one_token_are_refused()
    {
        var model = RandomDecoder.Parameters(RandomDecoder.Spec()).ToModel();
        var error = Assert.ThrowsExactly<HemorrhageException>(() => new GradientPruning().Apply(model, Context([[1], [2]], WorkerPool.Shared)));
        Assert.AreEqual("calibration text: expected a window of at least two tokens, found only windows of one", error.Message);
    }

    [TestMethod]
    [DataRow("prune(gradient)"), DataRow("pruneStructured(llmpruner)")]
    public void A_loss_that_is_not_finite_is_refused_with_the_number_of_its_window_among_all(string step)
    {
        var parameters = RandomDecoder.Parameters(RandomDecoder.Spec());
        parameters.Embedding.Row(5).Fill(float.NaN);
        var error = Assert.ThrowsExactly<HemorrhageException>(() => Recipe.Parse(step).Steps[0].Apply(parameters.ToModel(), Context([[1], [2, 3], [5, 6]], WorkerPool.Shared)));
        Assert.AreEqual("calibration window 2: expected a finite loss, found NaN", error.Message);
    }

    [TestMethod]
    public void Progress_counts_the_gradients()
    {
        var model = RandomDecoder.Parameters(RandomDecoder.Spec()).ToModel();
        var done = new List<int>();
        var step = new GradientPruning { Allocation = LayerAllocation.Owl };
        step.Apply(model, Context([[1, 2], [3, 4]], WorkerPool.Shared) with { BlockDone = done.Add });
        CollectionAssert.AreEqual(done.Order().ToList(), done);
        Assert.AreEqual(step.Passes * model.Blocks.Count, done[^1]);
        Assert.Contains(3 * model.Blocks.Count, done);
    }

    internal static StepContext Context(int[][] windows, WorkerPool pool) => new(new CalibrationSet(windows), pool, _ => { }, CancellationToken.None);

    internal static void AssertEqual(DecoderModel expected, DecoderModel actual)
    {
        for (int b = 0; b < expected.Blocks.Count; b++)
            foreach (var role in DecoderBlock.Roles)
                CollectionAssert.AreEqual(expected.Blocks[b][role].ToMatrix().Values.ToArray(), actual.Blocks[b][role].ToMatrix().Values.ToArray(), $"block {b} {role}");
    }

    private static void AddNormed(DecoderParameters parameters, int id, double[] squares)
    {
        var row = parameters.Embedding.Row(id);
        double mean = 0;
        foreach (float x in row) mean += (double)x * x / row.Length;
        for (int j = 0; j < row.Length; j++)
        {
            double x = row[j] / Math.Sqrt(mean + parameters.Spec.NormEpsilon) * parameters.Block(0).AttentionNorm.Row(0)[j];
            squares[j] += x * x;
        }
    }
}
