namespace MLNetHemorrhage.Decoding;

/// <summary>A decoding strategy: how the next token follows from its logits. May hold state, such as random numbers.</summary>
internal interface ITokenSampler
{
    /// <summary>The next token, from finite logits [vocabulary].</summary>
    int Choose(ReadOnlySpan<float> logits);
}
