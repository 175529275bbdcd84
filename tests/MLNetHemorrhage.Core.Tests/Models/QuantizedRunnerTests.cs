using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Modifications;

namespace MLNetHemorrhage.Tests.Models;

/// <summary>A decoder whose layers are large enough to be multiplied from their codes.</summary>
[TestClass]
public sealed class QuantizedRunnerTests
{
    private static readonly DecoderSpec Spec = new()
    {
        VocabularySize = 50,
        HiddenSize = 256,
        FeedForwardSize = 520,
        BlockCount = 2,
        HeadCount = 4,
        KeyValueHeadCount = 2,
        HeadSize = 64,
        ContextLength = 90,
    };

    private static readonly DecoderModel Model = DecoderParameters.Random(Spec, 5).ToModel();

    [TestMethod]
    [DataRow("quantize(rtn, bits=4, group=32)"), DataRow("quantize(rtn, bits=3, symmetric=false)"), DataRow("quantize(rtn, bits=8)"), DataRow("quantize(nf4)")]
    [DataRow("prune(magnitude, sparsity=0.5) + quantize(rtn, bits=4, group=32)"), DataRow("prune(magnitude, sparsity=0.5) + quantize(nf4)")]
    public void Quantized_models_have_the_bits_of_dense_products(string recipe)
    {
        var quantized = Modify(_ => Recipe.Parse(recipe));
        Assert.AreEqual(PackForm.Quantized, quantized.Blocks[0].Packed.FormOf(LinearGroup.GateUp, rows: 1));
        AssertSameBits(quantized);
    }

    [TestMethod]
    [DataRow(0.5, PackForm.Quantized, PackForm.Quantized), DataRow(0.8, PackForm.Quantized, PackForm.Sparse), DataRow(0.9, PackForm.Sparse, PackForm.Sparse)]
    public void Many_zeros_are_left_out_where_that_is_faster_still(double sparsity, object few, object many)
    {
        var pruned = Modify(_ => Recipe.Parse(FormattableString.Invariant($"prune(magnitude, sparsity={sparsity}) + quantize(rtn, bits=8, group=32)")));
        var packed = pruned.Blocks[0].Packed;
        Assert.AreEqual(few, packed.FormOf(LinearGroup.GateUp, rows: 8));
        Assert.AreEqual(many, packed.FormOf(LinearGroup.GateUp, rows: 9));
        AssertSameBits(pruned);
    }

    [TestMethod]
    public void Layers_of_one_input_may_differ_in_bits()
    {
        var quantized = Modify(role => Recipe.Parse(role switch
        {
            LinearRole.Query => "quantize(rtn, bits=4, group=32)",
            LinearRole.Key => "quantize(rtn, bits=8, symmetric=false)",
            LinearRole.Up => "quantize(nf4)",
            _ => "quantize(rtn, bits=2, group=16)",
        }));
        AssertSameBits(quantized);
    }

    [TestMethod]
    public void Codes_take_as_much_of_the_budget_as_they_are_packed_to()
    {
        var packed = Modify(_ => Recipe.Parse("quantize(rtn, bits=4, group=32)")).Blocks[0].Packed;
        // Of every layer 17 panels of 32 rows, in each 8 groups of 32 columns: scales and codes.
        Assert.AreEqual(2 * 17 * 8 * 32 * (4 + 16), packed.BytesOf(LinearGroup.GateUp));
    }

    private static void AssertSameBits(DecoderModel model)
    {
        foreach (int tokens in (int[])[1, 7, 90])
        {
            var batch = new TokenBatch([[.. Enumerable.Range(0, tokens).Select(t => t * 7 % Spec.VocabularySize)]]);
            // Weights that are not kept packed are multiplied dense.
            var dense = new DecoderRunner(model, WorkerPool.Shared, keepPacked: false).FinalHidden(batch);
            var codes = new DecoderRunner(model, WorkerPool.Shared, keepPacked: true).FinalHidden(batch);
            Layers.AssertSameBits(dense, codes);
        }
    }

    private static DecoderModel Modify(Func<LinearRole, Recipe> recipe) => Model.WithBlocks([.. Model.Blocks.Select(b => b.With(DecoderBlock.Roles.ToDictionary(
        role => role,
        role => recipe(role).Steps.Aggregate(b[role], (weights, step) => Layers.Modify((LayerModification)step, weights)))))]);
}
