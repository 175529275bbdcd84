namespace MLNetHemorrhage.DefaultModel;

/// <summary>What a synthetic text is for; no document belongs to two splits.</summary>
public enum Split
{
    /// <summary>Trains the default model and its tokenizer.</summary>
    Training,

    /// <summary>Calibrates modifications.</summary>
    Calibration,

    /// <summary>Measures models.</summary>
    Evaluation,
}
