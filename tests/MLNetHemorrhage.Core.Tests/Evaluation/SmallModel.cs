using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Evaluation;

/// <summary>A decoder of random weights over the bytes of UTF-8, small enough for brute force.</summary>
internal static class SmallModel
{
    public const int Context = 24;

    private const int Width = 16;

    /// <summary>A model of a seed; <paramref name="headScale"/> makes it more or less sure of itself.</summary>
    public static LanguageModel Create(ulong seed, float headScale = 1, int vocabulary = 258, int context = Context)
    {
        var spec = new DecoderSpec
        {
            VocabularySize = vocabulary, HiddenSize = Width, FeedForwardSize = 24, BlockCount = 2,
            HeadCount = 4, KeyValueHeadCount = 2, HeadSize = 4, ContextLength = context,
        };
        var random = new RandomSource(seed);
        DecoderBlock Block() => new(Gains(), Gains(),
            [Random(Width, Width), Random(8, Width), Random(8, Width), Random(Width, Width), Random(24, Width), Random(24, Width), Random(Width, 24)]);
        return new($"small {seed}", new(spec, Random(vocabulary, Width), [Block(), Block()], Gains(), Random(vocabulary, Width, headScale)), new LetterTokenizer());

        DenseWeights Random(int rows, int columns, float scale = 0.5f)
        {
            var matrix = new Matrix(rows, columns);
            foreach (ref float value in matrix.Values) value = scale * (float)random.NextGaussian();
            return new(matrix);
        }
    }

    private static float[] Gains() => [.. Enumerable.Repeat(1f, Width)];
}
