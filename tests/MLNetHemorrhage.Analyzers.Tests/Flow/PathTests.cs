namespace MLNetHemorrhage.Analyzers.Tests.Flow;

/// <summary>Branches, loops, exceptions: every path is kept apart, and what repeats is marked with a star.</summary>
[TestClass]
public sealed class PathTests
{
    [TestMethod]
    [DataRow("var p = flag ? h.Quantize(bits: 2) : h.Quantize(bits: 8); p.Fit(train);", "quantize(rtn, bits=2) | quantize(rtn, bits=8)", DisplayName = "?:")]
    [DataRow("h.Prune(sparsity: flag ? 0.1 : 0.9).Fit(train);", "prune(wanda, sparsity=0.1) | prune(wanda, sparsity=0.9)", DisplayName = "?: in an argument")]
    [DataRow("double s = 0.2; if (flag) { s = 0.9; } h.Prune(sparsity: s).Fit(train);", "prune(wanda, sparsity=0.2) | prune(wanda, sparsity=0.9)", DisplayName = "if")]
    [DataRow("double s = n switch { 1 => 0.5, 2 => 0.9, _ => 0.1 }; h.Prune(sparsity: s).Fit(train);", "prune(wanda, sparsity=0.5) | prune(wanda, sparsity=0.9) | prune(wanda, sparsity=0.1)", DisplayName = "switch expression")]
    [DataRow("double s; switch (n) { case 1: s = 0.5; break; case 2: s = 0.9; break; default: s = 0.1; break; } h.Prune(sparsity: s).Fit(train);", "prune(wanda, sparsity=0.5) | prune(wanda, sparsity=0.9) | prune(wanda, sparsity=0.1)", DisplayName = "switch statement")]
    [DataRow("double s = 0.2; int b = 8; if (flag) { s = 0.9; b = 2; } h.Prune(sparsity: s).Append(h.Quantize(bits: b)).Fit(train);", "prune(wanda, sparsity=0.2) > quantize(rtn, bits=8) | prune(wanda, sparsity=0.9) > quantize(rtn, bits=2)", DisplayName = "what belongs together stays together")]
    [DataRow("bool big = n > 3; double s = 0.2; int b = 8; if (big) s = 0.9; if (!big) b = 2; h.Prune(sparsity: s).Append(h.Quantize(bits: b)).Fit(train);", "prune(wanda, sparsity=0.9) > quantize(rtn, bits=8) | prune(wanda, sparsity=0.2) > quantize(rtn, bits=2)", DisplayName = "the same condition twice")]
    [DataRow("int level = 2; double s = level > 1 ? 0.9 : 0.1; h.Prune(sparsity: s).Fit(train);", "prune(wanda, sparsity=0.9)", DisplayName = "a condition that is known")]
    [DataRow("string label; if (flag) label = \"a\"; else label = \"b\"; if (other) n = 3; h.Prune().Fit(train);", "prune(wanda, sparsity=0.5)", DisplayName = "branches that do not matter")]
    [DataRow("if (flag) return; h.Prune().Fit(train);", "prune(wanda, sparsity=0.5)", DisplayName = "early return")]
    [DataRow("IEstimator<ITransformer> p = h.Prune(); if (flag) p = field; p.Fit(train);", "prune(wanda, sparsity=0.5) | …", DisplayName = "unknown on one path")]
    [DataRow("if (n == 1) goto done; n = 2; done: h.Prune().Fit(train);", "prune(wanda, sparsity=0.5)", DisplayName = "goto")]
    public void Branches(string statements, string expected) => Assert.AreEqual("Fitted on train: " + expected, FlowText.OfStatements(statements));

    [TestMethod]
    [DataRow("IEstimator<ITransformer> p = h.Quantize(); for (int i = 0; i < 5; i++) p = p.Append(h.Prune()); p.Fit(train);", "quantize(rtn, bits=4) > prune(wanda, sparsity=0.5) | quantize(rtn, bits=4) > prune(wanda, sparsity=0.5)*", DisplayName = "for, at least once")]
    [DataRow("IEstimator<ITransformer> p = h.Quantize(); while (flag) p = p.Append(h.Prune()); p.Fit(train);", "quantize(rtn, bits=4) | quantize(rtn, bits=4) > prune(wanda, sparsity=0.5) | quantize(rtn, bits=4) > prune(wanda, sparsity=0.5)*", DisplayName = "while")]
    [DataRow("IEstimator<ITransformer> p = h.Quantize(); do { p = p.Append(h.Prune()); } while (flag); p.Fit(train);", "quantize(rtn, bits=4) > prune(wanda, sparsity=0.5) | quantize(rtn, bits=4) > prune(wanda, sparsity=0.5)*", DisplayName = "do")]
    [DataRow("foreach (var b in new[] { 8, 4, 2 }) h.Quantize(bits: b).Fit(train);", "quantize(rtn, bits=8) | quantize(rtn, bits=4) | quantize(rtn, bits=2)", DisplayName = "foreach over an array")]
    [DataRow("int[] all = [8, 4]; foreach (int b in all) { h.Quantize(bits: b).Fit(train); }", "quantize(rtn, bits=8) | quantize(rtn, bits=4)", DisplayName = "foreach over a collection expression")]
    [DataRow("foreach (var b in Enumerable.Range(2, 6)) h.Quantize(bits: b).Fit(train);", "quantize(rtn, bits=?)", DisplayName = "foreach over something unknown")]
    [DataRow("double s = 0.1; while (flag) { h.Prune(sparsity: s).Fit(train); s += 0.1; }", "prune(wanda, sparsity=0.1) | prune(wanda, sparsity=?)", DisplayName = "a value that the loop changes")]
    [DataRow("double s = 0.1; for (int i = 0; i < n; i++) { } h.Prune(sparsity: s).Fit(train);", "prune(wanda, sparsity=0.1)", DisplayName = "a value that the loop leaves")]
    [DataRow("IEstimator<ITransformer> p = h.Quantize(); while (true) { if (flag) break; p = h.Prune(); } p.Fit(train);", "quantize(rtn, bits=4) | prune(wanda, sparsity=0.5)", DisplayName = "break")]
    [DataRow("IEstimator<ITransformer> p = h.Quantize(); for (int i = 0; i < n; i++) { if (i == 1) continue; p = h.Prune().Append(p); } p.Append(h.ScoreText()).Fit(train);", null, DisplayName = "putting before comes to an end")]
    public void Loops(string statements, string? expected)
    {
        string text = FlowText.OfStatements(statements);
        if (expected is not null) Assert.AreEqual("Fitted on train: " + expected, text);
        else StringAssert.EndsWith(text, " | ? > ScoreText", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("using (var s = new System.IO.MemoryStream()) { h.Prune().Fit(train); }", "prune(wanda, sparsity=0.5)", DisplayName = "using")]
    [DataRow("using var s = new System.IO.MemoryStream(); var p = h.Prune(); p.Fit(train);", "prune(wanda, sparsity=0.5)", DisplayName = "using declaration")]
    [DataRow("lock (this) { h.Prune().Fit(train); }", "prune(wanda, sparsity=0.5)", DisplayName = "lock")]
    [DataRow("var p = h.Prune().Append(h.Quantize()); try { n = 1; } finally { p.Fit(train); }", "prune(wanda, sparsity=0.5) > quantize(rtn, bits=4)", DisplayName = "finally")]
    [DataRow("IEstimator<ITransformer> p = h.Prune(); try { p = p.Append(h.Quantize()); } catch { } p.Fit(train);", "prune(wanda, sparsity=0.5) > quantize(rtn, bits=4) | prune(wanda, sparsity=0.5)", DisplayName = "catch")]
    [DataRow("IEstimator<ITransformer> p = h.Prune(); try { try { if (flag) return; } finally { p = p.Append(h.Quantize()); } } finally { p.Fit(train); }", "prune(wanda, sparsity=0.5) > quantize(rtn, bits=4)", DisplayName = "finally in finally, and a return")]
    [DataRow("try { throw new Exception(); } catch (Exception e) when (e.Message == \"\") { h.Prune().Fit(train); }", "prune(wanda, sparsity=0.5)", DisplayName = "filter")]
    public void Exceptions(string statements, string expected) => Assert.AreEqual("Fitted on train: " + expected, FlowText.OfStatements(statements));

    [TestMethod]
    public void Too_many_paths_become_one_that_knows_nothing()
    {
        string statements = string.Concat(Enumerable.Range(0, 5).Select(i => $"if (n > {i}) p = p.Append(h.Quantize(bits: {i + 2}));"));
        StringAssert.EndsWith(FlowText.OfStatements($"IEstimator<ITransformer> p = h.Prune(); {statements} p.Fit(train);"), "| …", StringComparison.Ordinal);
    }
}
