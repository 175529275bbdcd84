namespace MLNetHemorrhage.Decoding;

/// <summary>Why a generated text ended.</summary>
public enum StopReason
{
    /// <summary>It has as many tokens as were asked for.</summary>
    TokenLimit,

    /// <summary>The model ended it.</summary>
    EndOfText,

    /// <summary>Prompt and text together fill the context of the model.</summary>
    ContextFull,
}
