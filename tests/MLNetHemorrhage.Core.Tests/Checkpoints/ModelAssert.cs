using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Tests.Checkpoints;

/// <summary>What the checkpoint tests compare: every tensor of a model, and the parts of an error.</summary>
internal static class ModelAssert
{
    public static IEnumerable<(string Name, WeightMatrix Weights)> Matrices(DecoderModel model, params LinearRole[] except) =>
        [("embedding", model.Embedding), ("head", model.Head),
        .. model.Blocks.SelectMany((block, b) => DecoderBlock.Roles.Except(except).Select(role => ($"{b}.{role}", block[role])))];

    public static void SameTensors(DecoderModel expected, DecoderModel actual, params LinearRole[] except)
    {
        foreach (var ((name, x), (_, y)) in Matrices(expected, except).Zip(Matrices(actual, except), (a, b) => (a, b)))
            CollectionAssert.AreEqual(x.ToMatrix().Values.ToArray(), y.ToMatrix().Values.ToArray(), name);
        CollectionAssert.AreEqual(expected.FinalNorm, actual.FinalNorm, "final norm");
        Assert.HasCount(expected.Blocks.Count, actual.Blocks);
        for (int b = 0; b < expected.Blocks.Count; b++)
        {
            CollectionAssert.AreEqual(expected.Blocks[b].AttentionNorm, actual.Blocks[b].AttentionNorm, $"{b} attention norm");
            CollectionAssert.AreEqual(expected.Blocks[b].FeedForwardNorm, actual.Blocks[b].FeedForwardNorm, $"{b} feed-forward norm");
        }
    }

    /// <summary>The action must fail with a one-line error that has all these parts.</summary>
    public static void Fails(Action action, params string[] parts)
    {
        var error = Assert.ThrowsExactly<HemorrhageException>(action);
        foreach (var part in parts) Assert.Contains(part, error.Message);
        Assert.DoesNotContain("\n", error.Message);
    }
}
