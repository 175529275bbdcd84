namespace MLNetHemorrhage.Robustness;

/// <summary>A law without a transition, made ready for many curves on the same strengths.</summary>
internal interface ISmoothLaw
{
    /// <summary>How messages call it.</summary>
    string Name { get; }

    /// <summary>Its parameters.</summary>
    int Parameters { get; }

    /// <summary>Fits a curve.</summary>
    /// <param name="y">The scaled values.</param>
    /// <param name="fitted">Gets the fitted ones; may be empty.</param>
    /// <returns>The least squared error.</returns>
    double Fit(ReadOnlySpan<double> y, Span<double> fitted);
}
