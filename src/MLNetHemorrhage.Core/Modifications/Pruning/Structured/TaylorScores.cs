using MLNetHemorrhage.Models;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>The importances of the rows and columns of one block that can be removed.</summary>
internal sealed class TaylorScores
{
    private readonly Dictionary<LinearRole, double[]> _sums = [];

    /// <summary>The importances of every block.</summary>
    public static TaylorScores[] Measure(DecoderModel model, TaylorImportance importance, StepContext context)
    {
        var terms = NamedWeights.Of(model, ModificationTargets.Blocks).ToDictionary(l => l.Name, l => new TaylorTerms(l.Weights.Rows, l.Weights.Columns, importance));
        SampleGradients.Run(model, context, passes: 1, (layer, weights, gradient) => terms[layer].Add(weights, gradient, context.Pool));
        var scores = new TaylorScores[model.Blocks.Count];
        for (int b = 0; b < scores.Length; b++)
        {
            scores[b] = new();
            foreach (var role in DecoderBlock.Roles)
            {
                var layer = terms[LayerName.Linear(b, role)];
                scores[b]._sums.Add(role, role is LinearRole.Output or LinearRole.Down ? layer.Columns() : layer.Rows());
            }
        }
        return scores;
    }

    /// <summary>The importance of a channel of the feed-forward layer.</summary>
    public double Channel(int channel) => _sums[LinearRole.Gate][channel] + _sums[LinearRole.Up][channel] + _sums[LinearRole.Down][channel];

    /// <summary>The importance of query heads that go together.</summary>
    public double Head(BlockShape shape, int[] heads, HeadUnit unit)
    {
        double sum = 0;
        foreach (int head in heads) sum += Sum(LinearRole.Query, head, shape) + Sum(LinearRole.Output, head, shape);
        if (unit != HeadUnit.KeyValue) return sum;
        int shared = shape.KeyValueHead(heads[0]);
        return sum + Sum(LinearRole.Key, shared, shape) + Sum(LinearRole.Value, shared, shape);
    }

    private double Sum(LinearRole role, int head, BlockShape shape)
    {
        double sum = 0;
        foreach (double score in _sums[role].AsSpan(head * shape.HeadSize, shape.HeadSize)) sum += score;
        return sum;
    }
}
