namespace MLNetHemorrhage.Modifications.Repair;

/// <summary>
/// How long the steps against the gradient of a divergence may be. It cannot fall below 0: a step goes no further than to where it would be if it
/// fell in a straight line, as steeply as in the step before (Polyak's step length; Loizou et al. 2021 for stochastic gradients).
/// </summary>
internal sealed class StepLimit
{
    private double _most, _slope, _lastSlope;

    /// <summary>Steps begun.</summary>
    public int Steps { get; private set; }

    /// <summary>The length of the step under way.</summary>
    public double Rate { get; private set; }

    /// <summary>The step under way begins.</summary>
    /// <param name="rate">Its length, as a share of the weights, at most.</param>
    public void Begin(double rate)
    {
        Steps++;
        _most = rate;
        _lastSlope = _slope;
        _slope = 0;
    }

    /// <summary>The divergence before the step is known.</summary>
    public void Measured(double divergence) => Rate = _lastSlope > 0 ? Math.Min(_most, divergence / _lastSlope) : _most;

    /// <summary>A part of the step has been done: by how much a divergence that were linear falls with it, divided by the rate.</summary>
    public void Add(double slope) => _slope += slope;
}
