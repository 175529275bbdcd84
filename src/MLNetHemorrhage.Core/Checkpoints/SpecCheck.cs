using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>Whether the sizes a file claims make an architecture at all; checked before any of them is multiplied or allocated.</summary>
internal static class SpecCheck
{
    private const int LargestSize = 1 << 24;
    private const int MostBlocks = 1 << 12;

    public static void Validate(DecoderSpec spec, string file)
    {
        Range(file, "vocabulary size", spec.VocabularySize, 1 << 28);
        Range(file, "hidden size", spec.HiddenSize, LargestSize);
        Range(file, "feed-forward size", spec.FeedForwardSize, LargestSize);
        Range(file, "number of blocks", spec.BlockCount, MostBlocks);
        Range(file, "number of heads", spec.HeadCount, LargestSize);
        Range(file, "number of key-value heads", spec.KeyValueHeadCount, LargestSize);
        Range(file, "head size", spec.HeadSize, LargestSize);
        Range(file, "context length", spec.ContextLength, 1 << 28);
        if (spec.HeadCount % spec.KeyValueHeadCount != 0)
            throw CheckpointError.File(file, $"a number of key-value heads that divides {spec.HeadCount} heads", $"{spec.KeyValueHeadCount}");
        if (spec.HeadSize % 2 != 0)
            throw CheckpointError.File(file, "an even head size", $"{spec.HeadSize}");
        if ((long)spec.HeadCount * spec.HeadSize > LargestSize)
            throw CheckpointError.File(file, $"heads x head size of at most {LargestSize}", $"{spec.HeadCount} x {spec.HeadSize}");
        if (!(spec.NormEpsilon >= 0 && spec.NormEpsilon < 1))
            throw CheckpointError.File(file, "a norm epsilon from 0 to 1", CheckpointError.Number(spec.NormEpsilon));
        if (spec.NormWidth is { } width) Range(file, "norm width", width, LargestSize);
        if (!(spec.Rotary.Base > 0 && double.IsFinite(spec.Rotary.Base)))
            throw CheckpointError.File(file, "a positive rotary base", CheckpointError.Number(spec.Rotary.Base));
        if (spec.Rotary.Llama3Scaling is { } scaling) Validate(scaling, file);
    }

    private static void Validate(Llama3RotaryScaling scaling, string file)
    {
        var (factor, low, high, context) = scaling;
        if (!(factor >= 1 && double.IsFinite(factor))) throw CheckpointError.File(file, "a rotary scaling factor of at least 1", CheckpointError.Number(factor));
        if (!(low > 0 && double.IsFinite(low))) throw CheckpointError.File(file, "a positive low frequency factor", CheckpointError.Number(low));
        if (!(high > low && double.IsFinite(high)))
            throw CheckpointError.File(file, $"a high frequency factor above {CheckpointError.Number(low)}", CheckpointError.Number(high));
        Range(file, "original context length", context, 1 << 28);
    }

    private static void Range(string file, string what, int value, int largest)
    {
        if (value < 1 || value > largest) throw CheckpointError.File(file, $"a {what} from 1 to {largest}", $"{value}");
    }
}
