using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning.GradientAware;

/// <summary>
/// Σx_j² and Σ(∂L/∂y_i)² over calibration tokens for every linear layer: two vectors whose outer product stands for the second moment
/// of the gradient of every weight.
/// </summary>
internal sealed class KroneckerFactors : IBlockGradientReader
{
    private readonly ModelShape _shape;
    private readonly BlockFactors[] _blocks;

    public KroneckerFactors(ModelShape shape, WorkerPool pool)
    {
        _shape = shape;
        _blocks = [.. shape.Blocks.Select(block => new BlockFactors(block, pool))];
    }

    /// <summary>Scores |w_ij|·sqrt(Σx_j²·Σ(∂L/∂y_i)²) of the weights of a layer as they are when asked.</summary>
    public RowScores Scores(int block, LinearRole role, BlockMemory weights)
    {
        var group = LinearGroups.Of(role);
        int firstRow = 0;
        foreach (var before in group.Roles())
        {
            if (before == role) break;
            firstRow += _shape.Blocks[block].Of(before).Rows;
        }
        double[] inputs = Roots(_blocks[block].Inputs[(int)group], LayerName.Linear(block, role));
        double[] outputs = Roots(_blocks[block].Outputs[(int)group], LayerName.Linear(block, role));
        return (r, scores) =>
        {
            var row = weights[role].Row(r);
            // What is gone already comes before what only has no effect.
            for (int j = 0; j < scores.Length; j++)
                scores[j] = row[j] == 0 ? 0 : Math.Max(double.Epsilon, Math.Abs(row[j]) * (inputs[j] * outputs[firstRow + r]));
            GC.KeepAlive(weights);
        };
    }

    ILinearGradientObserver? IBlockGradientReader.Observer(int block) => _blocks[block];

    void IBlockGradientReader.Take(int block, BlockTensors gradients) { }

    private static double[] Roots(ColumnSquares squares, LayerName layer)
    {
        double[] roots = [.. squares.Sums];
        for (int i = 0; i < roots.Length; i++)
        {
            if (!double.IsFinite(roots[i])) throw new HemorrhageException(FormattableString.Invariant($"{layer}: inputs and gradients must be finite on the calibration text, found {roots[i]} at {i}"));
            roots[i] = Math.Sqrt(roots[i]);
        }
        return roots;
    }

    /// <summary>The sums of one block.</summary>
    private sealed class BlockFactors(BlockShape shape, WorkerPool pool) : ILinearGradientObserver
    {
        public ColumnSquares[] Inputs { get; } = [.. Groups().Select(g => new ColumnSquares(shape.Of(g).Columns))];

        public ColumnSquares[] Outputs { get; } = [.. Groups().Select(g => new ColumnSquares(shape.Of(g).Rows))];

        public void Observe(LinearGroup group, MatrixView input, MatrixView outputGradient)
        {
            Inputs[(int)group].Add(input, pool);
            Outputs[(int)group].Add(outputGradient, pool);
        }

        private static IEnumerable<LinearGroup> Groups() => Enumerable.Range(0, LinearGroups.Count).Select(g => (LinearGroup)g);
    }
}
