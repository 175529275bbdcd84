using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Models.Weights.Ggml;
using MLNetHemorrhage.Models.Weights.Storage;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Modifications.Pruning.Structured;
using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Tests.Checkpoints;
using MLNetHemorrhage.Tests.Evaluation;
using MLNetHemorrhage.Tests.Models.Training;
using MLNetHemorrhage.Tests.Modifications;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Models.Weights;

/// <summary>What holds of every storage with fewer bits than its values have.</summary>
[TestClass]
public sealed class GridWeightsTests
{
    private const int Rows = 6, Columns = 256;

    private static readonly Matrix Values = Matrices.Random(Rows, Columns, 3);

    private static readonly int[] SomeRows = [1, 2, 5], SomeColumns = [.. Enumerable.Range(0, Columns).Where(c => c % 3 != 1)];

    private static IEnumerable<object[]> Storages =>
    [
        ["int4", Layers.Modify(new RoundToNearest(), new DenseWeights(Values))],
        ["int3 g32", Layers.Modify(new RoundToNearest { Bits = 3, Group = 32, Symmetric = false }, new DenseWeights(Values))],
        ["nf4", Layers.Modify(new Nf4Quantization(), new DenseWeights(Values))],
        ["mxfp4", Layers.Modify(new Mxfp4Quantization(), new DenseWeights(Values))],
        ["llmint8", Layers.Modify(new LlmInt8Quantization { Threshold = 2.9 }, new DenseWeights(Values), Matrices.Random(4, Columns, 5))],
        .. BlockFormats.All.Select(format => (object[])[format.Name, BlockWeights.Quantize(Values, format, [], WorkerPool.Shared)]),
    ];

    [TestMethod]
    [DynamicData(nameof(Storages))]
    public void Pruning_zeroes_what_it_chose_and_leaves_the_rest_on_its_grid(string name, object storage)
    {
        var weights = (WeightMatrix)storage;
        var before = weights.ToMatrix();
        var pruned = Layers.Modify(new MagnitudePruning { Sparsity = 0.3 }, weights);
        Assert.IsGreaterThanOrEqualTo((long)(0.3 * weights.Count), pruned.ZeroCount);
        Assert.IsLessThanOrEqualTo(weights.ByteSize + BitMask.ByteSizeFor(Rows, Columns), pruned.ByteSize, name);
        AssertSubset(before, pruned.ToMatrix());

        var twice = Layers.Modify(new MagnitudePruning { Sparsity = 0.6 }, pruned);
        Assert.IsGreaterThanOrEqualTo((long)(0.6 * weights.Count), twice.ZeroCount);
        Assert.IsLessThanOrEqualTo(pruned.ByteSize, twice.ByteSize, name);
        AssertSubset(pruned.ToMatrix(), twice.ToMatrix());
        Layers.AssertSameBits(twice.ToMatrix(), Stored(twice).ToMatrix());
        Assert.AreEqual(twice.ByteSize, Stored(twice).ByteSize);
    }

    [TestMethod]
    [DynamicData(nameof(Storages))]
    public void Parts_have_the_values_of_the_whole_or_are_refused(string name, object storage)
    {
        foreach (var weights in (WeightMatrix[])[(WeightMatrix)storage, Layers.Modify(new MagnitudePruning { Sparsity = 0.3 }, (WeightMatrix)storage)])
            foreach (var (rows, columns) in ((int[]?, int[]?)[])[(SomeRows, null), (null, SomeColumns), (SomeRows, SomeColumns)])
            {
                WeightMatrix part;
                try
                {
                    part = WeightPart.Of(weights, rows, columns, LayerName.Linear(0, LinearRole.Down));
                }
                catch (HemorrhageException e)
                {
                    StringAssert.Contains(e.Message, $"block 0 down: expected weights whose {(columns is null ? "outputs" : "inputs")} can be removed one by one, found {weights.Format}, where several share a scale");
                    Assert.IsFalse(name is "int4" or "llmint8", name);
                    continue;
                }
                Assert.IsLessThan((float)weights.ByteSize / weights.Count + 1, (float)part.ByteSize / part.Count, $"{name}: {part.Format}");
                var (whole, values) = (weights.ToMatrix(), part.ToMatrix());
                for (int r = 0; r < part.Rows; r++)
                    for (int c = 0; c < part.Columns; c++) Assert.AreEqual(whole[rows is null ? r : rows[r], columns is null ? c : columns[c]], values[r, c], name);
            }
    }

    [TestMethod]
    [DataRow("quantize(rtn)"), DataRow("quantize(nf4)"), DataRow("quantize(llmint8, threshold=2)"), DataRow("quantize(ggml, type=q8_0)"), DataRow("quantize(ggml, type=q4_k) + prune(magnitude)")]
    public void Steps_that_change_values_are_refused(string recipe)
    {
        var model = Model();
        var calibration = new MLNetHemorrhage.Modifications.Calibration.CalibrationSet([[1, 2, 3, 4, 5], [5, 4, 3, 2]]);
        model = RecipeRunner.Apply(model, Recipe.Parse(recipe), calibration).Model;
        foreach (string step in (string[])["prune(gradientAware)", "pruneStructured(slicegpt)"])
            ModelAssert.Fails(() => RecipeRunner.Apply(model, Recipe.Parse(step), calibration), "block 0 query", "expected weights that", $"found {model.Decoder.Blocks[0][LinearRole.Query].Format}");
    }

    [TestMethod]
    public void Bytes_of_pruned_blocks_are_foreseen()
    {
        var (model, recipe) = (Model(), Recipe.Parse("quantize(ggml, type=q4_k) + prune(magnitude, sparsity=0.7)"));
        Assert.AreEqual(RecipeRunner.Apply(model, recipe).Size.Bytes, new SizeForecast(model.Decoder).Bytes(recipe));
    }

    private static LanguageModel Model()
    {
        var spec = RandomDecoder.Spec() with { HiddenSize = 256, FeedForwardSize = 256, HeadSize = 64, BlockCount = 1, VocabularySize = 258 };
        return new("wide", RandomDecoder.Parameters(spec).ToModel(), new LetterTokenizer());
    }

    private static void AssertSubset(Matrix whole, Matrix part)
    {
        for (int i = 0; i < whole.Values.Length; i++)
            if (part.Values[i] != 0) Assert.AreEqual(whole.Values[i], part.Values[i]);
    }

    private static WeightMatrix Stored(WeightMatrix weights)
    {
        var form = ((IStoredWeights)weights).ToStored();
        var bytes = new List<byte>();
        foreach (var part in form.Parts) part.CopyTo(span => bytes.AddRange(span));
        return StorageKinds.Read(form.Kind, new("here", weights.Rows, weights.Columns, form.Parameters, ByteRegion.Copy(bytes.ToArray())));
    }
}
