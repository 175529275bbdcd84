using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.DefaultModel;

[TestClass]
public sealed class DefaultTrainingTests
{
    /// <summary>What <c>eng/default-model/train.sh --steps 50</c> prints: a change of any bit of text, tokenizer or arithmetic changes it.</summary>
    private const string HashAfterFiftySteps = "6d59d3909deb4c2944af000001579e89561e9b1ef558bb8841b772b3e8793789";

    [TestMethod]
    public void The_first_fifty_steps_give_the_same_bits_everywhere()
    {
        using var trainer = DefaultTraining.Create(WorkerPool.Shared);
        trainer.Run(50);
        Assert.AreEqual(HashAfterFiftySteps, trainer.Parameters.Hash());
    }
}
