using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Tests.Robustness;

[TestClass]
public sealed class BoxedLeastSquaresTests
{
    // The twin knows nothing of active sets: it walks a fine grid of every box, then a finer one around the best.
    [TestMethod]
    public void No_point_of_a_dense_grid_is_better()
    {
        var random = new RandomSource(1);
        for (int round = 0; round < 20; round++)
        {
            var (gram, moment) = Problem(random);
            Bounds[] boxes = [new(-1, 1), new(0, 1), new(-.5, .1), new(0, .3)];
            var solution = new double[4];
            BoxedLeastSquares.Solve(gram, moment, boxes, solution);
            for (int i = 0; i < 4; i++) Assert.IsTrue(solution[i] >= boxes[i].Low && solution[i] <= boxes[i].High);
            double[] best = Scan(gram, moment, boxes);
            Assert.IsLessThanOrEqualTo(Objective(gram, moment, best) + 1e-12, Objective(gram, moment, solution));
            Assert.AreEqual(Objective(gram, moment, best), Objective(gram, moment, solution), 1e-3);
        }
    }

    [TestMethod]
    public void The_profile_of_many_curves_agrees_with_the_exact_solution()
    {
        Bounds[] boxes = [Bounds.None, Bounds.NotNegative, Bounds.NotNegative, Bounds.NotNegative];
        for (ulong seed = 0; seed < 20; seed++)
        {
            var curve = Curves.Of(s => 2 + .3 * s, 9, .3, seed: seed);
            var scaled = new ScaledCurve(curve.Points, [.. curve.Points.Select(_ => 1.0)]);
            var profile = scaled.Profile(.1, .8, 50);
            double[] costs = profile.Costs(scaled.Values);
            for (int i = 0; i < costs.Length; i++) Assert.AreEqual(PiecewiseFit.At(curve.Points, profile.Bases[i].S0, boxes).SquaredError, costs[i], 1e-9);
            Assert.AreEqual(costs.Min(), profile.Least(scaled.Values));
            Assert.IsTrue(profile.AnyAtMost(scaled.Values, costs.Min(), 3));
            Assert.IsFalse(profile.AnyAtMost(scaled.Values, costs.Min() * .999, 3));
        }
    }

    private static (double[] Gram, double[] Moment) Problem(RandomSource random)
    {
        double[] gram = new double[16], moment = new double[4];
        for (int row = 0; row < 6; row++)
        {
            double[] x = [random.NextGaussian(), random.NextGaussian(), random.NextGaussian(), random.NextGaussian()];
            double y = random.NextGaussian();
            for (int i = 0; i < 4; i++)
            {
                moment[i] += x[i] * y;
                for (int j = 0; j < 4; j++) gram[i * 4 + j] += x[i] * x[j];
            }
        }
        return (gram, moment);
    }

    private static double[] Scan(double[] gram, double[] moment, Bounds[] boxes)
    {
        double[] best = [.. boxes.Select(box => (box.Low + box.High) / 2)];
        for (double width = 1; width > 1e-3; width /= 3)
        {
            var centre = best;
            for (int way = 0; way < 9 * 9 * 9 * 9; way++)
            {
                double[] at = new double[4];
                for (int i = 0, rest = way; i < 4; i++, rest /= 9) at[i] = Math.Clamp(centre[i] + (rest % 9 - 4) / 8.0 * width * (boxes[i].High - boxes[i].Low), boxes[i].Low, boxes[i].High);
                if (Objective(gram, moment, at) < Objective(gram, moment, best)) best = at;
            }
        }
        return best;
    }

    private static double Objective(double[] gram, double[] moment, double[] at)
    {
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            sum -= 2 * moment[i] * at[i];
            for (int j = 0; j < 4; j++) sum += at[i] * gram[i * 4 + j] * at[j];
        }
        return sum;
    }
}
