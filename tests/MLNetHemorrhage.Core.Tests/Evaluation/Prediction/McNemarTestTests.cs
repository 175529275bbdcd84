using MLNetHemorrhage.Evaluation.Prediction;
using MLNetHemorrhage.Evaluation.Statistics;

namespace MLNetHemorrhage.Tests.Evaluation.Prediction;

[TestClass]
public sealed class McNemarTestTests
{
    // From exact sums of binomial coefficients and from erfc of Python's math module.
    [TestMethod]
    [DataRow(5, 15, true, 0.04138946533203125)]
    [DataRow(15, 5, true, 0.04138946533203125)]
    [DataRow(7, 17, true, 0.06391465663909912)]
    [DataRow(0, 0, true, 1.0)]
    [DataRow(4, 4, true, 1.0)]
    [DataRow(0, 6, true, 0.03125)]
    [DataRow(5, 20, false, 0.005110260660855864)]
    [DataRow(150, 86, false, 4.1145622813459415e-05)]
    [DataRow(30, 30, false, 1.0)]
    public void P_values_are_the_exact_ones_or_those_with_continuity_correction(int onlyBase, int onlyModified, bool exact, double p)
    {
        var test = new McNemarTest(onlyBase, onlyModified);
        Assert.AreEqual(exact, test.Exact);
        Assert.AreEqual(p, test.PValue, 1e-12);
    }

    [TestMethod]
    [DataRow(0, 1.0)]
    [DataRow(0.1, 0.920344325445942)]
    [DataRow(-1, 0.31731050786291415)]
    [DataRow(1.959963984540054, 0.05)]
    [DataRow(2.9999, 0.0027006825659098496)]
    [DataRow(3, 0.0026997960632601913)]
    [DataRow(5, 5.733031437583892e-07)]
    [DataRow(20, 5.507248237212663e-89)]
    public void Normal_tails_are_those_of_the_error_function(double z, double p)
    {
        Assert.AreEqual(1, NormalTail.TwoSided(z) / p, 1e-12);
    }

    [TestMethod]
    public void Accuracies_are_counted_and_their_difference_is_paired()
    {
        // Two clusters of two questions: the base has 3 right, the modified model 2; they disagree on three questions.
        var accuracy = new PairedAccuracy([true, true, false, true], [true, false, true, false], [2, 2]);
        Assert.AreEqual((0.75, 0.5, -0.25), (accuracy.Base.Value, accuracy.Modified.Value, accuracy.Difference.Value));
        Assert.AreEqual((2, 1), (accuracy.McNemar.OnlyBaseRight, accuracy.McNemar.OnlyModifiedRight));
        // Residuals of the change: (-1 + 0.5, 0 + 0.5); sqrt(2 · 0.5) / 4.
        Assert.AreEqual(0.25, accuracy.Difference.StandardError, 1e-15);
    }

    [TestMethod]
    public void On_single_questions_the_error_is_that_of_a_proportion()
    {
        bool[] right = [.. Enumerable.Range(0, 50).Select(i => i % 5 < 2)];
        var accuracy = new PairedAccuracy(right, right, [.. Enumerable.Repeat(1, 50)]);
        Assert.AreEqual(Math.Sqrt(0.4 * 0.6 / 49), accuracy.Base.StandardError, 1e-15);
        Assert.AreEqual(new(0, 0), accuracy.Difference);
    }
}
