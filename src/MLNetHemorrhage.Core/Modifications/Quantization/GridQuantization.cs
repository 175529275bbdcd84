namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>What round-to-nearest and GPTQ have in common: how a group gets its grid.</summary>
public abstract record GridQuantization : UniformQuantization
{
    private protected GridQuantization() { }

    /// <summary>How far the grid of a group reaches.</summary>
    /// <value>The default is <see cref="GridClip.None"/>.</value>
    public GridClip Clip { get; init; }

    /// <summary>Another form than <see cref="UniformQuantization.Symmetric"/> says, for comparison with published code.</summary>
    internal GridForm? Form { get; init; }

    private protected GridRule Rule => new(Bits, Form ?? (Symmetric ? GridForm.Symmetric : GridForm.Asymmetric), Clip, Scales);

    private protected static new Parameter<T>[] Parameters<T>(params Parameter<T>[] own) where T : GridQuantization => UniformQuantization.Parameters(
    [
        .. own,
        Parameter.Word<T, GridClip>("clip", s => s.Clip, (s, v) => (T)((GridQuantization)s with { Clip = v })),
    ]);
}
