using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Tests.Robustness.Thresholds;

[TestClass]
public sealed class SeverityTests
{
    private static readonly ThresholdTable Own = new(
        new ThresholdRecord(new("prune", "magnitude"), "sparsity") { Model = "mine", S0 = .5, Low = .4, High = .6, Tolerance = .05, STol = .2 },
        new ThresholdRecord(new("quantize", "rtn"), "bits") { Model = "mine", Tolerance = .05, STol = .75 });

    [TestMethod]
    [DataRow(-.01, Severity.Stable)]
    [DataRow(.0487, Severity.Stable)]
    [DataRow(.0489, Severity.Stressed)]
    [DataRow(.2422, Severity.Stressed)]
    [DataRow(.2424, Severity.Hemorrhaging)]
    [DataRow(1, Severity.Hemorrhaging)]
    [DataRow(1.001, Severity.Collapsed)]
    [DataRow(double.PositiveInfinity, Severity.Collapsed)]
    [DataRow(double.NaN, Severity.Collapsed)]
    public void The_ln_ratio_alone_decides_where_nothing_else_is_known(double lnRatio, Severity severity) =>
        Assert.AreEqual(severity, SeverityRule.Default.Grade(new(lnRatio, double.NaN)).Severity);

    [TestMethod]
    public void The_published_best_joint_point_is_acceptable() =>
        // 50 % Wanda and Q3_K_M: 7.50 against 6.16.
        Assert.AreEqual(Severity.Stressed, SeverityRule.Default.Grade(new(Math.Log(7.4961 / 6.1565), .01)).Severity);

    [TestMethod]
    [DataRow(.04, .01, true)]
    [DataRow(.04, .005, false)]
    [DataRow(.25, .01, true)]
    [DataRow(1.5, .4, false)]
    public void Says_when_the_error_reaches_a_line(double lnRatio, double error, bool uncertain) =>
        Assert.AreEqual(uncertain, SeverityRule.Default.Grade(new(lnRatio, error)).IsUncertain);

    [TestMethod]
    [DataRow("prune(magnitude, sparsity=0.1)", null)]
    [DataRow("prune(magnitude, sparsity=0.3)", Severity.Stressed)]
    [DataRow("prune(magnitude, sparsity=0.45)", Severity.Stressed)]
    [DataRow("prune(magnitude, sparsity=0.7)", Severity.Hemorrhaging)]
    [DataRow("quantize(rtn, bits=4)", null)]
    [DataRow("quantize(rtn, bits=2)", Severity.Stressed)]
    public void A_step_past_the_models_own_threshold_is_graver_than_its_ratio(string recipe, Severity? severity)
    {
        var positions = StepPosition.Of(Recipe.Parse(recipe), Own, new("mine"));
        Assert.AreEqual(severity, positions.Single().Severity);
        var grade = SeverityRule.Default.Grade(new(.01, .001), positions: positions);
        Assert.AreEqual(severity ?? Severity.Stable, grade.Severity);
        // What the position decided, no error of the ratio can change.
        if (severity is not null) Assert.IsFalse(SeverityRule.Default.Grade(new(.0488, .001), positions: positions).IsUncertain);
    }

    [TestMethod]
    public void Thresholds_of_other_models_do_not_grade() =>
        Assert.IsEmpty(StepPosition.Of(Recipe.Parse("prune(magnitude, sparsity=0.9)"), ThresholdTable.Default.Merge(Own), new("other")));

    [TestMethod]
    public void Lost_accuracy_counts()
    {
        Assert.AreEqual(Severity.Stable, SeverityRule.Default.Grade(new(.01, .001), accuracyLoss: new(.05, double.NaN)).Severity);
        var grade = SeverityRule.Default.Grade(new(.01, .001), accuracyLoss: new(.08, .02));
        Assert.AreEqual("hemorrhaging: 8 % of the accuracy is lost, more than 5 %", grade.ToString());
        Assert.IsTrue(SeverityRule.Default.Grade(new(.01, .001), accuracyLoss: new(.08, .04)).IsUncertain);
        Assert.IsTrue(SeverityRule.Default.Grade(new(.01, .001), accuracyLoss: new(.02, .04)).IsUncertain);
    }

    [TestMethod]
    public void The_lines_can_be_moved()
    {
        var strict = new SeverityRule { ToleranceLn = .001, AcceptedLn = .002, CollapseLn = .003 };
        Assert.AreEqual(Severity.Collapsed, strict.Grade(new(.01, 0)).Severity);
        Assert.ThrowsExactly<InvalidOperationException>(() => (strict with { AcceptedLn = .01 }).Grade(new(.01, 0)));
    }
}
