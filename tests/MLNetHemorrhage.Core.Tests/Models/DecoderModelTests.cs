using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Models.Training;

namespace MLNetHemorrhage.Tests.Models;

[TestClass]
public sealed class DecoderModelTests
{
    private static readonly DecoderModel Model = RandomDecoder.Parameters(RandomDecoder.Spec()).ToModel();

    [TestMethod]
    public void A_linear_layer_of_another_shape_is_named()
    {
        var wrong = Model.Blocks[1].With(new Dictionary<LinearRole, WeightMatrix> { [LinearRole.Down] = new DenseWeights(new Matrix(24, 39)) });
        Fails("block 1, Down weights: expected [24, 40], found [24, 39].", () => Model.WithBlocks([Model.Blocks[0], wrong]));
    }

    [TestMethod]
    public void Other_weights_of_another_shape_are_named()
    {
        var narrow = new DenseWeights(new Matrix(37, 23));
        Fails("embedding: expected [37, 24], found [37, 23].", () => Build(embedding: narrow));
        Fails("head: expected [37, 24], found [37, 23].", () => Build(head: narrow));
        Fails("final norm: expected [24], found [3].", () => Build(finalNorm: new float[3]));
        Fails("Expected 3 blocks, found 2.", () => Build(spec: Model.Spec with { BlockCount = 3 }));
        Fails("head: expected the embedding itself (tied), found other weights.", () => Build(spec: Model.Spec with { TiedHead = true }));
    }

    [TestMethod]
    public void An_architecture_that_cannot_be_is_an_error()
    {
        Fails("Expected a head count that is a multiple of the 3 key-value heads, found 4.", () => Build(spec: Model.Spec with { KeyValueHeadCount = 3 }));
        Fails("Expected an even head size (rotary embedding), found 5.", () => Build(spec: Model.Spec with { HeadSize = 5 }));
        Fails("Expected a positive context length, found 0.", () => Build(spec: Model.Spec with { ContextLength = 0 }));
    }

    private static void Build(DecoderSpec? spec = null, WeightMatrix? embedding = null, float[]? finalNorm = null, WeightMatrix? head = null) =>
        _ = new DecoderModel(spec ?? Model.Spec, embedding ?? Model.Embedding, Model.Blocks, finalNorm ?? Model.FinalNorm, head ?? Model.Head);

    private static void Fails(string message, Action action) => Assert.AreEqual(message, Assert.ThrowsExactly<HemorrhageException>(action).Message);
}
