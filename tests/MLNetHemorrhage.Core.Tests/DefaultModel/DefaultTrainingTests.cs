using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.DefaultModel;

[TestClass]
public sealed class DefaultTrainingTests
{
    /// <summary>What <c>eng/default-model/train.sh --steps 50</c> prints: a change of any bit of text, tokenizer or arithmetic changes it.</summary>
    private const string HashAfterFiftySteps = "494d1435aa15adad538bda3eb9f6829496a2bf18b05c00a17b304ee0f803e646";

    [TestMethod]
    public void The_first_fifty_steps_give_the_same_bits_everywhere()
    {
        using var trainer = DefaultTraining.Create(WorkerPool.Shared);
        trainer.Run(50);
        Assert.AreEqual(HashAfterFiftySteps, trainer.Parameters.Hash());
    }
}
