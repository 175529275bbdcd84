namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>When GPTQ makes the grid of a group.</summary>
public enum GridTiming
{
    /// <summary>Before the first correction, from the weights as they were ("static groups").</summary>
    Static,

    /// <summary>When it comes to the block that the group begins in, with the corrections of all earlier blocks (the published code).</summary>
    Block,

    /// <summary>When it comes to the group, with all corrections so far.</summary>
    Fresh,
}
