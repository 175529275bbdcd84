using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>The trades of DSnoT inside one row.</summary>
internal sealed class DsnotRefinement(DsnotPruning step, double[] norms, LayerToModify layer)
{
    private readonly double[] _windowSums = layer.Statistic<InputMoments>().WindowSums();
    private readonly double[] _spread = [.. layer.Statistic<InputMoments>().Variances(layer.Statistic<ColumnSquares>().Sums).Select(v => ScalarMath.Pow(v, step.Power))];

    /// <summary>Changes the mask of a row with these weights.</summary>
    public void Refine(ReadOnlySpan<float> row, Span<bool> removed)
    {
        var (effects, costs) = (new double[row.Length], new double[row.Length]);
        double error = 0;
        for (int j = 0; j < row.Length; j++)
        {
            effects[j] = row[j] * _windowSums[j];
            costs[j] = Math.Abs(row[j]) * norms[j];
            if (removed[j]) error += effects[j];
        }
        int sign = Math.Sign(error);
        var returning = new SignedQueues(effects, removed, true, j => -Math.Abs(effects[j]) / _spread[j]);
        var leaving = step.Pattern is null ? new SignedQueues(effects, removed, false, j => costs[j]) : null;
        if (step.Rule == SelectionRule.Published) leaving?.GoOnWithOtherSign();
        var moved = new bool[row.Length];
        for (int cycle = 0; cycle < step.Cycles && Math.Abs(error) > step.Threshold; cycle++)
        {
            if (!returning.Of(error).TryDequeue(out int back)) return;
            int gone = leaving is null ? LeastOfGroup(back, costs, removed, moved) : leaving.Of(-error).TryDequeue(out int next) ? next : -1;
            if (gone < 0 && leaving is not null) return;
            if (gone < 0) continue;
            double after = error + effects[gone] - effects[back];
            if (step.SignStop && Math.Sign(after) != sign) return;
            (removed[back], removed[gone], moved[back]) = (false, true, true);
            error = after;
        }
    }

    // With a pattern: what goes from the group of an input whose weight comes back; -1 where nothing is left to go.
    private int LeastOfGroup(int back, double[] costs, ReadOnlySpan<bool> removed, bool[] moved)
    {
        int least = -1, group = step.Pattern!.Group, start = back / group * group;
        for (int j = start; j < Math.Min(start + group, costs.Length); j++)
            if (!removed[j] && !moved[j] && (least < 0 || costs[j] < costs[least])) least = j;
        return least;
    }

    /// <summary>Inputs in rising order of a key, apart by the sign of their effect; those without effect are in neither queue.</summary>
    private sealed class SignedQueues
    {
        private readonly Queue<int> _positive = [], _negative = [];

        public SignedQueues(double[] effects, ReadOnlySpan<bool> removed, bool ofRemoved, Func<int, double> key)
        {
            var inputs = new List<int>(effects.Length);
            for (int j = 0; j < effects.Length; j++)
                if (removed[j] == ofRemoved && effects[j] != 0) inputs.Add(j);
            foreach (int j in inputs.OrderBy(key)) Of(effects[j]).Enqueue(j);
        }

        /// <summary>Lets each queue, once it is at its end, go on with the other from its end, as the published code does.</summary>
        public void GoOnWithOtherSign()
        {
            int[] positive = [.. _positive], negative = [.. _negative];
            foreach (int j in negative.Reverse()) _positive.Enqueue(j);
            foreach (int j in positive.Reverse()) _negative.Enqueue(j);
        }

        public Queue<int> Of(double effect) => effect > 0 ? _positive : _negative;
    }
}
