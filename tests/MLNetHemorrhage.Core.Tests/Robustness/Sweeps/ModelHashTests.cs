using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Tests.Evaluation;

namespace MLNetHemorrhage.Tests.Robustness.Sweeps;

[TestClass]
public sealed class ModelHashTests
{
    private static readonly LanguageModel Model = SmallModel.Create(1);

    [TestMethod]
    public void The_hash_does_not_depend_on_name_or_threads()
    {
        using var pool = new WorkerPool(3);
        Assert.AreEqual(Hash(Model), ModelHash.Of(new("other", SmallModel.Create(1).Decoder, Model.Tokenizer), pool));
        Assert.AreEqual(64, Hash(Model).Length);
    }

    [TestMethod]
    public void Every_weight_the_storage_and_the_architecture_count()
    {
        var hashes = new HashSet<string>
        {
            Hash(Model),
            Hash(SmallModel.Create(2)),
            Hash(SmallModel.Create(1, context: 25)),
            Hash(RecipeRunner.Apply(Model, Recipe.Parse("quantize(rtn, bits=8)")).Model),
            Hash(RecipeRunner.Apply(Model, Recipe.Parse("prune(magnitude, sparsity=0.5)")).Model),
        };
        var decoder = Model.Decoder;
        for (int b = 0; b < decoder.Blocks.Count; b++)
        {
            foreach (var role in MLNetHemorrhage.Models.DecoderBlock.Roles)
            {
                var values = decoder.Blocks[b][role].ToMatrix();
                values[values.Rows - 1, values.Columns - 1] += 1e-6f;
                var blocks = decoder.Blocks.ToArray();
                blocks[b] = blocks[b].With(new Dictionary<MLNetHemorrhage.Models.LinearRole, WeightMatrix> { [role] = new DenseWeights(values) });
                Assert.IsTrue(hashes.Add(Hash(Model.With(decoder.WithBlocks(blocks)))));
            }
        }
        Assert.HasCount(5 + 14, hashes);
    }

    [TestMethod]
    public void Tokenizers_count_by_their_files()
    {
        var model = LanguageModel.Default;
        Assert.AreNotEqual(Hash(model), Hash(new(model.Name, model.Decoder, new LetterTokenizer())));
        Assert.AreEqual(Hash(model), Hash(model));
    }

    private static string Hash(LanguageModel model) => ModelHash.Of(model, WorkerPool.Shared);
}
