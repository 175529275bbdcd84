using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Decoding;

/// <summary>The most probable token; of equals the one with the lowest id.</summary>
internal sealed class GreedySampler : ITokenSampler
{
    public int Choose(ReadOnlySpan<float> logits) => logits.IndexOf(Reductions.Max(logits));
}
