using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>The statistics of the inputs of the two layers of a block that write into the residual stream: output and down.</summary>
internal sealed class ResidualWriterInputs(Func<int, InputFluctuation> create, WorkerPool pool) : ILinearInputObserver
{
    private readonly Dictionary<LinearRole, InputFluctuation> _statistics = [];

    public InputFluctuation Of(LinearRole role) => _statistics[role];

    public void Observe(ReadOnlySpan<LinearRole> roles, MatrixView input)
    {
        if (roles[0] is not (LinearRole.Output or LinearRole.Down)) return;
        if (!_statistics.TryGetValue(roles[0], out var statistic)) _statistics.Add(roles[0], statistic = create(input.Columns));
        statistic.Add(input, pool);
    }
}
