namespace MLNetHemorrhage.Robustness;

/// <summary>The law left of the transition.</summary>
public enum TransitionForm
{
    /// <summary>A s^b, the paper's. It goes to 0 at s = 0, which no model does.</summary>
    PowerLaw,

    /// <summary>P_dense (1 + a s^b): as many parameters, and right at s = 0.</summary>
    DenseAnchored,
}
