namespace MLNetHemorrhage.Analyzers.Tests.Rules;

/// <summary>Code that does nothing wrong, beside its twin that does.</summary>
[TestClass]
public sealed class QuietTests
{
    [TestMethod]
    [DataRow("void M(int mode) { if (mode == 1) p = p.Append(h.Quantize(bits: 8)); if (mode == 2) p = p.Append(h.Prune(sparsity: 0.3)); p.Fit(train); }", DisplayName = "numbers")]
    [DataRow("void M(string mode) { if (mode == \"q\") p = p.Append(h.Quantize(bits: 8)); if (mode == \"p\") p = p.Append(h.Prune(sparsity: 0.3)); p.Fit(train); }", DisplayName = "texts")]
    [DataRow("void M(DayOfWeek mode) { if (mode is DayOfWeek.Friday) p = p.Append(h.Quantize(bits: 8)); if (mode == DayOfWeek.Sunday) p = p.Append(h.Prune(sparsity: 0.3)); p.Fit(train); }", DisplayName = "enumeration")]
    [DataRow("void M(bool f) { if (f == true) p = p.Append(h.Quantize(bits: 8)); if (f == false) p = p.Append(h.Prune(sparsity: 0.3)); p.Fit(train); }", DisplayName = "compared truth values")]
    [DataRow("void M(double? s) { if (s == null) p = p.Append(h.Quantize(bits: 8)); if (s != null) p = p.Append(h.Prune(sparsity: 0.3)); p.Fit(train); }", DisplayName = "null")]
    [DataRow("void M(string s) { if (s is null) p = p.Append(h.Quantize(bits: 8)); if (s is not null) p = p.Append(h.Prune(sparsity: 0.3)); p.Fit(train); }", DisplayName = "null patterns")]
    [DataRow("void M() { if (flag) p = p.Append(h.Quantize(bits: 8)); if (!flag) p = p.Append(h.Prune(sparsity: 0.3)); p.Fit(train); }", DisplayName = "field")]
    [DataRow("bool Hard { get; set; } void M(C c) { if (c.Hard) p = p.Append(h.Quantize(bits: 8)); if (!c.Hard) p = p.Append(h.Prune(sparsity: 0.3)); p.Fit(train); }", DisplayName = "property of a parameter")]
    [DataRow("void M() { if (flag) p = p.Append(h.Quantize(bits: 8)); flag = other; if (!flag) p = p.Append({|MLH2001:h.Prune(sparsity: 0.3)|}); p.Fit(train); }", DisplayName = "field that is changed between")]
    [DataRow("void M(bool f) { if (f) p = p.Append(h.Quantize(bits: 8)); f = other; if (!f) p = p.Append({|MLH2001:h.Prune(sparsity: 0.3)|}); p.Fit(train); }", DisplayName = "parameter that is changed between")]
    [DataRow("void M(int a, int b) { if (a == 1) p = p.Append(h.Quantize(bits: 8)); if (b == 1) p = p.Append({|MLH2001:h.Prune(sparsity: 0.3)|}); p.Fit(train); }", DisplayName = "two conditions")]
    [DataRow("void M(int mode) { if (mode == 1) p = p.Append(h.Quantize(bits: 8)); if (mode != 2) p = p.Append({|MLH2001:h.Prune(sparsity: 0.3)|}); p.Fit(train); }", DisplayName = "conditions that both hold")]
    [DataRow("void M() { if (flag) p = p.Append(h.Quantize(bits: 8)); while (flag) p = p.Append({|MLH2001:{|MLH2002:h.Prune(sparsity: 0.3)|}|}); p.Fit(train); }", DisplayName = "field that a loop waits for")]
    public Task Steps_that_exclude_each_other(string member) => RuleTest.Members(member.Replace(") {", ") { IEstimator<ITransformer> p = h.LoadLanguageModel();", StringComparison.Ordinal));

    [TestMethod]
    [DataRow("foreach (string c in new[] { \"A\", \"B\" }) p = p.Append(h.Prune(c, sparsity: 0.2)); p.Fit(train);", DisplayName = "a column each")]
    [DataRow("for (int i = 0; i < 3; i++) p = p.Append(h.Prune(\"Model\" + i, sparsity: 0.2)); p.Fit(train);", DisplayName = "a computed column each")]
    [DataRow("for (int i = 0; i < 3; i++) p = p.Append(h.LoadLanguageModel(\"Model\")).Append(h.Prune(sparsity: 0.2)); p.Fit(train);", DisplayName = "loaded each time")]
    [DataRow("for (int i = 0; i < 3; i++) p = p.Append(ml.Transforms.CopyColumns(\"Model\", \"Baseline\")).Append(h.Prune(sparsity: 0.2)); p.Fit(train);", DisplayName = "copied each time")]
    [DataRow("foreach (double s in new[] { 0.1, 0.2 }) p.Append(h.Prune(sparsity: s)).Fit(train);", DisplayName = "a pipeline each")]
    [DataRow("for (int i = 0; i < 3; i++) { try { p.Append(h.Prune(sparsity: 0.3)).Fit(train); return; } catch (System.IO.IOException) when (i < 2) { } }", DisplayName = "tried again")]
    [DataRow("foreach (double s in new[] { 0.3, 0.9 }) { if (s > 0.5) break; h.Prune(sparsity: s).Fit(train); }", DisplayName = "left before it goes too far")]
    [DataRow("foreach (var s in new IEstimator<ITransformer>[] { h.Prune(sparsity: 0.3), h.Quantize(bits: 8) }) p = p.Append(s); p.Fit(train);", DisplayName = "in the right order")]
    [DataRow("foreach (var s in new IEstimator<ITransformer>[] { h.Quantize(bits: 8), {|MLH2001:h.Prune(sparsity: 0.3)|} }) p = p.Append(s); p.Fit(train);", DisplayName = "in the wrong order")]
    [DataRow("foreach (string c in new[] { \"A\", \"A\" }) p = p.Append({|MLH2002:h.Prune(c, sparsity: 0.2)|}); p.Fit(train);", DisplayName = "the same column")]
    [DataRow("foreach (double s in new[] { 0.1, 0.2 }) p = p.Append({|MLH2002:h.Prune(sparsity: s)|}); p.Fit(train);", DisplayName = "one after the other")]
    [DataRow("int i = 0; again: p = p.Append({|MLH2002:h.Prune(sparsity: 0.3)|}); if (++i < 3) goto again; p.Fit(train);", DisplayName = "by goto")]
    public Task Loops(string statements) => RuleTest.Statements("IEstimator<ITransformer> p = h.LoadLanguageModel(\"Baseline\");" + statements);

    [TestMethod]
    [DataRow("var all = new[] { 0.9 }; var same = all; same[0] = 0.3; foreach (double s in all) h.Prune(sparsity: s).Fit(train);", DisplayName = "element by another name")]
    [DataRow("double[] all = { 0.9, 0.3 }; Array.Fill(all, 0.3); foreach (double s in all) h.Prune(sparsity: s).Fit(train);", DisplayName = "filled array")]
    [DataRow("List<double> all = [0.9]; all.Clear(); foreach (double s in all) h.Prune(sparsity: s).Fit(train);", DisplayName = "cleared list")]
    [DataRow("double[] all = { 0.9 }; Console.WriteLine(all.Sum()); foreach (double s in all) h.Prune(sparsity: {|MLH1001:s|}).Fit(train);", DisplayName = "only read")]
    public Task Collections(string statements) => RuleTest.Statements(statements);

    [TestMethod]
    [DataRow("Action set = () => o.Sparsity = 0.3; set(); h.Prune(o).Fit(train);", DisplayName = "changed by a lambda")]
    [DataRow("Set(); h.Prune(o).Fit(train); void Set() => o.Sparsity = 0.3;", DisplayName = "changed by a local function")]
    [DataRow("Action set = () => Console.WriteLine(o); set(); h.Prune(o).Fit(train);", DisplayName = "handed on by a lambda")]
    [DataRow("var all = new[] { o }; all[0].Sparsity = 0.3; h.Prune(o).Fit(train);", DisplayName = "changed as an element")]
    [DataRow("var all = new List<PruneEstimator.Options> { o }; all[0].Sparsity = 0.3; h.Prune(o).Fit(train);", DisplayName = "changed in a list")]
    [DataRow("kept = o; Console.WriteLine(kept); h.Prune(o).Fit(train);", DisplayName = "kept in a field")]
    [DataRow("if (o.Sparsity > 0.5) o.Sparsity = 0.5; h.Prune(o).Fit(train);", DisplayName = "bounded")]
    [DataRow("o.Sparsity = 0.3; for (int i = 0; i < 2; i++) { h.Prune(o).Fit(train); o.Sparsity += 0.1; }", DisplayName = "grown by a loop")]
    [DataRow("var other = new PruneEstimator.Options { Sparsity = 0.3 }; h.Prune(other).Fit(train);", DisplayName = "another object")]
    [DataRow("Thin(new Shares { Share = 0.9 } with { Share = 0.3 }).Fit(train);", DisplayName = "with")]
    [DataRow("var s = new Shares { Share = 0.3 }; Thin(s with { Share = {|MLH1001:0.9|} }).Fit(train); Thin(s).Fit(train);", DisplayName = "with, the copy")]
    [DataRow("var s = new Shares { Share = {|MLH1001:0.9|} }; Thin(s with { Model = \"A\" }).Fit(train);", DisplayName = "with, another property")]
    [DataRow("Action set = () => h.Prune(o).Fit(train); o.Sparsity = {|MLH1001:0.8|}; h.Prune(o).Fit(train);", DisplayName = "read by a lambda")]
    public Task Objects(string statements) => RuleTest.Members(
        "PruneEstimator.Options kept; record Shares { [RemovedFraction] public double Share { get; init; } [ModelColumn] public string Model { get; init; } = \"Model\"; }"
        + "[ModificationStep(ModificationKind.Prune, Method = \"wanda\")] static IEstimator<ITransformer> Thin(Shares s) => null;"
        + $"void M() {{ var o = new PruneEstimator.Options {{ Sparsity = 0.9 }}; {statements} }}");

    [TestMethod]
    [DataRow("double s = 0.9; Set(); h.Prune(sparsity: s).Fit(train); void Set() => s = 0.3;", DisplayName = "changed by a local function")]
    [DataRow("double s = 0.9; Span<double> view = new(ref s); view[0] = 0.3; h.Prune(sparsity: s).Fit(train);", DisplayName = "changed by a view")]
    [DataRow("double s = 0.9; if (s > 0.5) s = 0.5; h.Prune(sparsity: s).Fit(train);", DisplayName = "bounded")]
    [DataRow("int? b = null; b ??= 8; h.Quantize(bits: b.Value).Fit(train);", DisplayName = "given where it is null")]
    [DataRow("int? b = 2; b ??= 8; h.Quantize(bits: {|MLH1005:b.Value|}).Fit(train);", DisplayName = "given where it is not")]
    [DataRow("string r = \"prune(wanda, sparsity=0.9)\"; r = r.Replace(\"0.9\", \"0.3\"); h.Apply(\"Model\", \"Text\", r).Fit(train);", DisplayName = "replaced text")]
    [DataRow("h.Prune(sparsity: 0.1 + 0.2 + 0.251).Append(h.ScoreText()).Fit(train);", DisplayName = "a sum that ends at the safe end")]
    public Task Values(string statements) => RuleTest.Statements(statements);

    [TestMethod]
    [DataRow("void M() { ITransformer m = null; for (int i = 0; i < 2; i++) { var d = Load(i); if (m != null) h.Evaluate(m.Transform(d)); m = h.Prune(sparsity: 0.3).Fit(d); } }", DisplayName = "measured on the next")]
    [DataRow("void M(IDataView[] parts) { ITransformer m = null; foreach (var part in parts) { if (m != null) h.Evaluate(m.Transform(part)); m = h.Prune(sparsity: 0.3).Fit(part); } }", DisplayName = "measured on the next element")]
    [DataRow("void M() { var m = h.Prune(sparsity: 0.3).Fit(train); train = Load(1); h.Evaluate(m.Transform(train)); }", DisplayName = "field that is set between")]
    [DataRow("void Reload() => train = Load(1); void M() { var m = h.Prune(sparsity: 0.3).Fit(train); Reload(); h.Evaluate(m.Transform(train)); }", DisplayName = "field that a method sets between")]
    [DataRow("void M() { var s = ml.Data.TrainTestSplit(train); var m = h.Prune(sparsity: 0.3).Fit(s.TestSet); s = ml.Data.TrainTestSplit(test); h.Evaluate(m.Transform(s.TestSet)); }", DisplayName = "another split")]
    [DataRow("void Reload() => train = Load(1); void M() { var m = h.Prune(sparsity: 0.3).Fit(test); Reload(); {|MLH3001:h.Evaluate(m.Transform(test))|}; }", DisplayName = "field that no method sets")]
    [DataRow("void M() { var d = Load(0); ITransformer m = null; for (int i = 0; i < 2; i++) m = h.Prune(sparsity: 0.3).Fit(d); {|MLH3001:h.Evaluate(m.Transform(d))|}; }", DisplayName = "data from before the loop")]
    [DataRow("void M() { for (int i = 0; i < 2; i++) { var d = Load(i); var m = h.Prune(sparsity: 0.3).Fit(d); {|MLH3001:h.Evaluate(m.Transform(d))|}; } }", DisplayName = "within one turn")]
    public Task Data(string members) => RuleTest.Members("IDataView Load(int i) => ml.Data.LoadFromTextFile<C>(\"a\" + i);" + members);
}
