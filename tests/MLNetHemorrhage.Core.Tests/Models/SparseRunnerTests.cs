using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Modifications;

namespace MLNetHemorrhage.Tests.Models;

/// <summary>A decoder whose layers are large enough to be multiplied without their zeros.</summary>
[TestClass]
public sealed class SparseRunnerTests
{
    private static readonly DecoderSpec Spec = new()
    {
        VocabularySize = 50,
        HiddenSize = 256,
        FeedForwardSize = 520,
        BlockCount = 2,
        HeadCount = 4,
        KeyValueHeadCount = 4,
        HeadSize = 64,
        ContextLength = 90,
    };

    private static readonly DecoderModel Model = DecoderParameters.Random(Spec, 5).ToModel();

    [TestMethod]
    [DataRow("sparsity=0.8", true), DataRow("pattern=1:4", true), DataRow("sparsity=0.6", false), DataRow("pattern=2:4", false)]
    public void Pruned_models_have_the_bits_of_dense_products(string parameters, bool isSparse)
    {
        var pruned = Prune(parameters);
        foreach (var block in pruned.Blocks)
            for (var group = LinearGroup.QueryKeyValue; group <= LinearGroup.Down; group++)
                Assert.AreEqual(isSparse && group != LinearGroup.Output, block.Packed.GetSparse(group, WorkerPool.Shared) is not null, $"{group}");
        foreach (int tokens in (int[])[1, 7, 90])
        {
            // Weights that are not kept packed are multiplied dense.
            var dense = new DecoderRunner(pruned, WorkerPool.Shared, keepPacked: false).FinalHidden(Batch(tokens));
            var sparse = new DecoderRunner(pruned, WorkerPool.Shared, keepPacked: true).FinalHidden(Batch(tokens));
            Layers.AssertSameBits(dense, sparse);
        }
    }

    [TestMethod]
    public void Values_that_are_not_finite_spread_as_in_dense_products()
    {
        var pruned = Prune("sparsity=0.9");
        var values = pruned.Embedding.ToMatrix();
        (values[3, 17], values[4, 200]) = (float.PositiveInfinity, float.NaN);
        var broken = new DecoderModel(Spec, new DenseWeights(values), pruned.Blocks, pruned.FinalNorm, pruned.Head);
        var batch = new TokenBatch([[0, 1, 2, 3, 4, 5]]);
        var dense = new DecoderRunner(broken, WorkerPool.Shared, keepPacked: false).FinalHidden(batch);
        var sparse = new DecoderRunner(broken, WorkerPool.Shared, keepPacked: true).FinalHidden(batch);
        for (int i = 0; i < dense.Values.Length; i++) Assert.AreEqual(dense.Values[i], sparse.Values[i]);
        Assert.IsTrue(float.IsNaN(sparse[5, 0]));
    }

    [TestMethod]
    public void Weights_take_as_much_of_the_budget_as_they_are_packed_to()
    {
        var (dense, sparse) = (Model.Blocks[0].Packed, Prune("sparsity=0.9").Blocks[0].Packed);
        Assert.AreEqual(2 * 520 * 256 * 4, dense.BytesOf(LinearGroup.GateUp));
        Assert.AreEqual(2 * 520 * 256 / 10 * 5, sparse.BytesOf(LinearGroup.GateUp));
        Assert.AreEqual(256 * 256 * 4, sparse.BytesOf(LinearGroup.Output));
    }

    private static DecoderModel Prune(string parameters)
    {
        var step = (LayerModification)Recipe.Parse($"prune(magnitude, {parameters})").Steps[0];
        return Model.WithBlocks([.. Model.Blocks.Select(b => b.With(DecoderBlock.Roles.ToDictionary(role => role, role => Layers.Modify(step, b[role]))))]);
    }

    private static TokenBatch Batch(int tokens) => new([[.. Enumerable.Range(0, tokens).Select(t => t * 7 % Spec.VocabularySize)]]);
}
