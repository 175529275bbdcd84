using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>Collects the statistics of the layers of one block while it runs; layers that share an input share its statistics.</summary>
internal sealed class StatisticsCollector(Func<LinearRole, int, IReadOnlyList<InputStatistic>> create, WorkerPool pool) : ILinearInputObserver
{
    /// <summary>The same statistics for all layers, given the number of columns.</summary>
    public StatisticsCollector(Func<int, IReadOnlyList<InputStatistic>> create, WorkerPool pool) : this((_, columns) => create(columns), pool) { }

    private readonly Dictionary<LinearRole, IReadOnlyList<InputStatistic>> _statistics = [];

    /// <summary>The statistics of a layer; empty where nothing was observed.</summary>
    public IReadOnlyList<InputStatistic> Of(LinearRole role) => _statistics.GetValueOrDefault(role, []);

    /// <summary>The same, given away: they can be freed once the last layer that shares them is done.</summary>
    public IReadOnlyList<InputStatistic> Take(LinearRole role) => _statistics.Remove(role, out var statistics) ? statistics : [];

    public void Observe(ReadOnlySpan<LinearRole> roles, MatrixView input)
    {
        if (!_statistics.TryGetValue(roles[0], out var statistics))
        {
            statistics = create(roles[0], input.Columns);
            foreach (var role in roles) _statistics.Add(role, statistics);
        }
        foreach (var statistic in statistics) statistic.Add(input, pool);
    }
}
