using MLNetHemorrhage.Models;
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
}
