namespace MLNetHemorrhage.Analyzers.Tests.Flow;

/// <summary>Ways to say how strong a step is.</summary>
[TestClass]
public sealed class ValueTests
{
    [TestMethod]
    [DataRow("const double S = 0.7; h.Prune(sparsity: S).Fit(train);", "prune(wanda, sparsity=0.7)", DisplayName = "const")]
    [DataRow("var s = 0.7; h.Prune(sparsity: s).Fit(train);", "prune(wanda, sparsity=0.7)", DisplayName = "variable")]
    [DataRow("var s = 0.7; s = 0.8; h.Prune(sparsity: s).Fit(train);", "prune(wanda, sparsity=0.8)", DisplayName = "variable, changed")]
    [DataRow("int percent = 90; h.Prune(sparsity: percent / 100.0).Fit(train);", "prune(wanda, sparsity=0.9)", DisplayName = "arithmetic")]
    [DataRow("int bits = 8; bits -= 5; h.Quantize(bits: bits).Fit(train);", "quantize(rtn, bits=3)", DisplayName = "compound assignment")]
    [DataRow("int bits = 4; bits--; h.Quantize(bits: bits).Fit(train);", "quantize(rtn, bits=3)", DisplayName = "decrement")]
    [DataRow("float s = 0.5f; h.Prune(sparsity: s).Fit(train);", "prune(wanda, sparsity=0.5)", DisplayName = "conversion")]
    [DataRow("h.Prune(sparsity: n / 10.0).Fit(train);", "prune(wanda, sparsity=?)", DisplayName = "a field that changes")]
    [DataRow("h.Prune(sparsity: double.Parse(\"0.5\")).Fit(train);", "prune(wanda, sparsity=?)", DisplayName = "a call")]
    [DataRow("var m = PruningMethod.Magnitude; h.Prune(method: m).Fit(train);", "prune(magnitude, sparsity=0.5)", DisplayName = "method in a variable")]
    [DataRow("h.Prune(method: PruningMethod.Admm).Fit(train);", "prune(admm, sparsity=0.5)", DisplayName = "another method")]
    [DataRow("h.Prune(method: (PruningMethod)n).Fit(train);", "prune(?, sparsity=0.5)", DisplayName = "unknown method")]
    [DataRow("double s; s = 0.2; h.Prune(sparsity: s).Fit(train);", "prune(wanda, sparsity=0.2)", DisplayName = "declared first")]
    [DataRow("double s = 0.2; ref double r = ref s; r = 0.9; h.Prune(sparsity: s).Fit(train);", "prune(wanda, sparsity=?)", DisplayName = "reference")]
    [DataRow("double.TryParse(\"1\", out var s); h.Prune(sparsity: s).Fit(train);", "prune(wanda, sparsity=?)", DisplayName = "out argument")]
    public void Numbers(string statements, string expected) => Assert.AreEqual("Fitted on train: " + expected, FlowText.OfStatements(statements));

    [TestMethod]
    [DataRow("h.Prune(new PruneEstimator.Options { Sparsity = 0.9, Method = PruningMethod.Magnitude }).Fit(train);", "prune(magnitude, sparsity=0.9)", DisplayName = "initializer")]
    [DataRow("h.Prune(new() { Sparsity = 0.9 }).Fit(train);", "prune(wanda, sparsity=0.9)", DisplayName = "target-typed")]
    [DataRow("h.Prune(new PruneEstimator.Options()).Fit(train);", "prune(wanda, sparsity=0.5)", DisplayName = "defaults")]
    [DataRow("var o = new PruneEstimator.Options(); o.Sparsity = 0.9; o.Threads = 2; h.Prune(o).Fit(train);", "prune(wanda, sparsity=0.9)", DisplayName = "property by property")]
    [DataRow("var o = new QuantizeEstimator.Options { Bits = 3, Group = 32 }; o.Bits = 2; h.Quantize(o).Fit(train);", "quantize(rtn, bits=2, group=32)", DisplayName = "changed later")]
    [DataRow("var o = new PruneEstimator.Options(); var same = o; same.Sparsity = 0.9; h.Prune(o).Fit(train);", "prune(wanda, sparsity=0.9)", DisplayName = "by another name")]
    [DataRow("var o = new PruneEstimator.Options { Sparsity = 0.9 }; var p = h.Prune(o); o.Sparsity = 0.1; p.Fit(train);", "prune(wanda, sparsity=0.9)", DisplayName = "copied by the step")]
    [DataRow("var o = new PruneEstimator.Options(); if (flag) o.Sparsity = 0.9; h.Prune(o).Fit(train);", "prune(wanda, sparsity=0.5) | prune(wanda, sparsity=0.9)", DisplayName = "on one path")]
    [DataRow("var o = new PruneEstimator.Options { Sparsity = flag ? 0.1 : 0.9 }; h.Prune(o).Fit(train);", "prune(wanda, sparsity=0.1) | prune(wanda, sparsity=0.9)", DisplayName = "conditional in an initializer")]
    [DataRow("var o = new PruneEstimator.Options { Sparsity = 0.9 }; Console.WriteLine(o); h.Prune(o).Fit(train);", "prune(?, sparsity=?)", DisplayName = "out of sight")]
    [DataRow("h.Prune(new PruneEstimator.Options { Method = PruningMethod.SparseGpt, Block = 64 }).Fit(train);", "prune(sparsegpt, block=64, sparsity=0.5)", DisplayName = "parameter of one method")]
    [DataRow("h.Prune(new PruneEstimator.Options { Sparsity = null }).Fit(train);", "prune(wanda, sparsity=0.5)", DisplayName = "left to its default")]
    [DataRow("h.Prune(new PruneEstimator.Options { Allocation = MLNetHemorrhage.Modifications.Pruning.LayerAllocation.Owl }).Fit(train);", "prune(wanda, allocation=owl, sparsity=0.5)", DisplayName = "word of an enumeration")]
    public void Options(string statements, string expected) => Assert.AreEqual("Fitted on train: " + expected, FlowText.OfStatements(statements));

    [TestMethod]
    [DataRow("h.Prune(new PruneEstimator.Options { Pattern = \"1:4\" }).Fit(train);", "prune(wanda, pattern=1:4, sparsity=0.75)", DisplayName = "options")]
    [DataRow("var o = new PruneEstimator.Options(); o.Method = PruningMethod.SparseGpt; o.Pattern = \"3:4\"; h.Prune(o).Fit(train);", "prune(sparsegpt, pattern=3:4, sparsity=0.25)", DisplayName = "property by property")]
    [DataRow("int kept = 1; h.Prune(new PruneEstimator.Options { Pattern = kept + \":8\" }).Fit(train);", "prune(wanda, pattern=1:8, sparsity=0.875)", DisplayName = "put together")]
    [DataRow("h.Prune(new PruneEstimator.Options { Pattern = flag ? \"1:2\" : \"1:4\" }).Fit(train);", "prune(wanda, pattern=1:2, sparsity=0.5) | prune(wanda, pattern=1:4, sparsity=0.75)", DisplayName = "one of two")]
    [DataRow("h.Prune(new PruneEstimator.Options { Sparsity = 0.75, Pattern = \"1:4\" }).Fit(train);", "prune(wanda, pattern=1:4, sparsity=0.75)", DisplayName = "beside the sparsity that it is")]
    [DataRow("h.Prune(new PruneEstimator.Options { Pattern = null }).Fit(train);", "prune(wanda, sparsity=0.5)", DisplayName = "null")]
    [DataRow("h.Prune(new PruneEstimator.Options { Pattern = Console.ReadLine() }).Fit(train);", "prune(wanda, pattern=?, sparsity=?)", DisplayName = "not known")]
    [DataRow("h.Prune(new PruneEstimator.Options { Pattern = \"4:2\" }).Fit(train);", "prune(wanda, pattern=4:2, sparsity=?)", DisplayName = "no pattern at all")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"prune(ria, pattern=1:4) + quantize(rtn, bits=8)\").Fit(train);", "prune(ria, pattern=1:4, sparsity=0.75) > quantize(rtn, bits=8)", DisplayName = "recipe")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"prune(ria, sparsity=0.3, pattern=none)\").Fit(train);", "prune(ria, pattern=none, sparsity=0.3)", DisplayName = "none in a recipe")]
    public void Patterns(string statements, string expected) => Assert.AreEqual("Fitted on train: " + expected, FlowText.OfStatements(statements));

    [TestMethod]
    [DataRow("h.Apply(\"Model\", \"Text\", \"prune(wanda, sparsity=0.5) + quantize(rtn, bits=4)\").Fit(train);", "prune(wanda, sparsity=0.5) > quantize(rtn, bits=4)", DisplayName = "literal")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"prune(wanda)+quantize( rtn , group = 32 )\").Fit(train);", "prune(wanda, sparsity=0.5) > quantize(rtn, bits=4, group=32)", DisplayName = "defaults")]
    [DataRow("const string M = \"wanda\"; h.Apply(\"Model\", \"Text\", $\"prune({M}, sparsity=0.5)\" + \" + quantize(rtn, bits=4)\").Fit(train);", "prune(wanda, sparsity=0.5) > quantize(rtn, bits=4)", DisplayName = "constant parts")]
    [DataRow("int b = 3; h.Apply(\"Model\", \"Text\", $\"quantize(rtn, bits={b})\").Fit(train);", "quantize(rtn, bits=3)", DisplayName = "interpolation")]
    [DataRow("h.Apply(new ApplyEstimator.Options { Recipe = \"prune(wanda, sparsity=0.9)\" }).Fit(train);", "prune(wanda, sparsity=0.9)", DisplayName = "options")]
    [DataRow("h.Prune().Append(h.Apply(\"Model\", \"Text\", \"quantize(rtn, bits=2)\")).Fit(train);", "prune(wanda, sparsity=0.5) > quantize(rtn, bits=2)", DisplayName = "in a chain")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"prune(wanda\").Fit(train);", "?", DisplayName = "not a recipe")]
    [DataRow("h.Apply(\"Model\", \"Text\", Console.ReadLine()).Fit(train);", "?", DisplayName = "unknown text")]
    public void Recipes(string statements, string expected) => Assert.AreEqual("Fitted on train: " + expected, FlowText.OfStatements(statements));
}
