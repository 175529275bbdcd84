using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Models.Training;

/// <summary>Small decoders with weights large enough for every part to matter.</summary>
internal static class RandomDecoder
{
    public static DecoderSpec Spec(bool tied = false, int keyHeads = 2, RotaryLayout layout = RotaryLayout.Halves) => new()
    {
        VocabularySize = 37,
        HiddenSize = 24,
        FeedForwardSize = 40,
        BlockCount = 2,
        HeadCount = 4,
        KeyValueHeadCount = keyHeads,
        HeadSize = 6,
        ContextLength = 160,
        TiedHead = tied,
        Rotary = new() { Layout = layout },
    };

    public static DecoderParameters Parameters(DecoderSpec spec, ulong seed = 1)
    {
        var parameters = new DecoderParameters(spec);
        var random = new RandomSource(seed);
        foreach (var tensor in parameters.Tensors)
        {
            foreach (ref float value in parameters[tensor.Name])
                value = (float)(tensor.IsMatrix ? 0.3 * random.NextGaussian() : 1 + 0.2 * random.NextGaussian());
        }
        return parameters;
    }

    public static TokenBatch Batch(DecoderSpec spec, params int[] lengths) => new(Windows(spec, lengths));

    public static int[][] Windows(DecoderSpec spec, params int[] lengths)
    {
        var random = new RandomSource(99);
        return [.. lengths.Select(n => Enumerable.Range(0, n).Select(_ => random.NextInt(spec.VocabularySize)).ToArray())];
    }

    /// <summary>Mean divergence of a modified decoder on tokens that nothing else uses, in nats.</summary>
    public static double Divergence(DecoderModel model, DecoderModel modified)
    {
        var batch = Batch(model.Spec, 33, 71, 90);
        var reference = new DecoderRunner(model, WorkerPool.Shared).FinalHidden(batch);
        var block = new BlockMemory(model.Spec);
        return new StreamedGradient(modified, Weights, WorkerPool.Shared).Divergence(batch, reference);

        BlockTensors Weights(int b)
        {
            block.Load(modified.Blocks[b]);
            return block.Tensors;
        }
    }
}
