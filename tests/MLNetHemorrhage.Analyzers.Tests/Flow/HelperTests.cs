namespace MLNetHemorrhage.Analyzers.Tests.Flow;

/// <summary>Methods, local functions, properties, fields and lambdas.</summary>
[TestClass]
public sealed class HelperTests
{
    [TestMethod]
    [DataRow("IEstimator<ITransformer> Q(int b) => h.Quantize(bits: b); void M() { Q(2).Append(Q(3)).Fit(train); }", "quantize(rtn, bits=2) > quantize(rtn, bits=3)", DisplayName = "arguments are bound")]
    [DataRow("IEstimator<ITransformer> Q(int b = 3) { return h.Quantize(bits: b); } void M() { Q().Fit(train); }", "quantize(rtn, bits=3)", DisplayName = "default argument")]
    [DataRow("IEstimator<ITransformer> P(bool hard) { if (hard) return h.Prune(sparsity: 0.9); return h.Prune(sparsity: 0.1); } void M() { P(true).Fit(train); }", "prune(wanda, sparsity=0.9)", DisplayName = "the argument decides the path")]
    [DataRow("IEstimator<ITransformer> P(int level) => h.Prune(sparsity: level switch { 1 => 0.1, 2 => 0.5, _ => 0.9 }); void M() { P(2).Fit(train); }", "prune(wanda, sparsity=0.5)", DisplayName = "the argument decides the arm")]
    [DataRow("static IEstimator<ITransformer> More(IEstimator<ITransformer> p, HemorrhageCatalog c) => p.Append(c.Quantize()); void M() { More(h.Prune(), h).Fit(train); }", "prune(wanda, sparsity=0.5) > quantize(rtn, bits=4)", DisplayName = "a pipeline is handed in")]
    [DataRow("double Half(double x) => x / 2; void M() { h.Prune(sparsity: Half(0.6)).Fit(train); }", "prune(wanda, sparsity=0.3)", DisplayName = "a number is computed")]
    [DataRow("int Bits(bool x) => x ? 2 : 8; void M() { h.Quantize(bits: Bits(flag)).Fit(train); }", "quantize(rtn, bits=2) | quantize(rtn, bits=8)", DisplayName = "one of several numbers")]
    [DataRow("PruneEstimator.Options O(double s) => new() { Sparsity = s }; void M() { h.Prune(O(0.7)).Fit(train); }", "prune(wanda, sparsity=0.7)", DisplayName = "options")]
    [DataRow("IEstimator<ITransformer> A() => B(); IEstimator<ITransformer> B() => D(); IEstimator<ITransformer> D() => h.Prune(); void M() { A().Fit(train); }", "prune(wanda, sparsity=0.5)", DisplayName = "three calls deep")]
    [DataRow("IEstimator<ITransformer> A() => B(); IEstimator<ITransformer> B() => D(); IEstimator<ITransformer> D() => E(); IEstimator<ITransformer> E() => h.Prune(); void M() { A().Append(h.Quantize()).Fit(train); }", "? > quantize(rtn, bits=4)", DisplayName = "too deep")]
    [DataRow("protected virtual IEstimator<ITransformer> P() => h.Prune(); void M() { P().Append(h.Quantize()).Fit(train); }", "? > quantize(rtn, bits=4)", DisplayName = "virtual")]
    [DataRow("IEstimator<ITransformer> R(int k) => k == 0 ? h.Prune() : R(k - 1); void M() { R(3).Append(h.Quantize()).Fit(train); }", "? > quantize(rtn, bits=4)", DisplayName = "recursive")]
    [DataRow("T Pass<T>(T x) where T : IEstimator<ITransformer> => x; void M() { Pass(h.Prune()).Fit(train); }", "prune(wanda, sparsity=0.5)", DisplayName = "generic")]
    [DataRow("async Task<IEstimator<ITransformer>> P() { await Task.Yield(); return h.Prune(); } async Task M() { (await P().ConfigureAwait(false)).Fit(train); }", "prune(wanda, sparsity=0.5)", DisplayName = "asynchronous")]
    [DataRow("void M() { IEstimator<ITransformer> Q(int b) => h.Quantize(bits: b); Q(2).Append(Q(3)).Fit(train); }", "quantize(rtn, bits=2) > quantize(rtn, bits=3)", DisplayName = "local function")]
    [DataRow("void M() { int b = 3; Run(); b = 5; void Run() { h.Quantize(bits: b).Fit(train); } }", "quantize(rtn, bits=3)", DisplayName = "local function that sees variables")]
    [DataRow("void M() { void Run() { h.Quantize(bits: 2).Fit(train); } }", "quantize(rtn, bits=2)", DisplayName = "local function that nobody calls")]
    [DataRow("[ModificationStep(ModificationKind.Factorize, Method = \"svd\")] IEstimator<ITransformer> F([KeptFraction] double k) => null; void M() { F(0.3).Fit(train); }", "factorize(svd, keep=0.3)", DisplayName = "marked: low rank")]
    [DataRow("[ModificationStep(ModificationKind.PruneStructured)] IEstimator<ITransformer> S([MethodChoice] string m, [RemovedStructure] double r) => null; void M() { S(\"heads\", 0.3).Fit(train); }", "pruneStructured(heads, ratio=0.3)", DisplayName = "marked: structure")]
    [DataRow("[ModificationStep(ModificationKind.Decode, Method = \"sample\")] IEstimator<ITransformer> D([StepParameter(\"temperature\")] double t) => null; void M() { D(1.3).Fit(train); }", "decode(sample, temperature=1.3)", DisplayName = "marked: decoding")]
    public void Calls(string members, string expected) => StringAssert.EndsWith("\n" + FlowText.OfMembers(members), "\nFitted on train: " + expected, StringComparison.Ordinal);

    [TestMethod]
    [DataRow("const double S = 0.9; void M() { h.Prune(sparsity: S).Fit(train); }", "prune(wanda, sparsity=0.9)", DisplayName = "const")]
    [DataRow("static readonly double S = 0.9; void M() { h.Prune(sparsity: S).Fit(train); }", "prune(wanda, sparsity=0.9)", DisplayName = "static readonly")]
    [DataRow("readonly double s = 0.9; C() { n = 1; } void M() { h.Prune(sparsity: s).Fit(train); }", "prune(wanda, sparsity=0.9)", DisplayName = "readonly")]
    [DataRow("readonly double s = 0.9; C() { s = 0.1; } void M() { h.Prune(sparsity: s).Fit(train); }", "prune(wanda, sparsity=?)", DisplayName = "readonly, set in a constructor")]
    [DataRow("double s = 0.9; void M() { h.Prune(sparsity: s).Fit(train); }", "prune(wanda, sparsity=?)", DisplayName = "a field that may change")]
    [DataRow("double S => 0.9; void M() { h.Prune(sparsity: S).Fit(train); }", "prune(wanda, sparsity=0.9)", DisplayName = "getter")]
    [DataRow("static double S { get; } = 0.9; void M() { h.Prune(sparsity: S).Fit(train); }", "prune(wanda, sparsity=0.9)", DisplayName = "initialized property")]
    [DataRow("double S { get; set; } = 0.9; void M() { h.Prune(sparsity: S).Fit(train); }", "prune(wanda, sparsity=?)", DisplayName = "property with a setter")]
    [DataRow("virtual protected double S => 0.9; void M() { h.Prune(sparsity: S).Fit(train); }", "prune(wanda, sparsity=?)", DisplayName = "virtual property")]
    [DataRow("static readonly int[] All = { 8, 2 }; void M() { foreach (int b in All) h.Quantize(bits: b).Fit(train); }", "quantize(rtn, bits=8) | quantize(rtn, bits=2)", DisplayName = "array")]
    [DataRow("IEstimator<ITransformer> P => h.Prune(); void M() { P.Fit(train); }", "prune(wanda, sparsity=0.5)", DisplayName = "pipeline from a getter")]
    [DataRow("static HemorrhageCatalog c; static readonly IEstimator<ITransformer> P = c.Prune(); void M() { P.Append(h.Quantize()).Fit(train); }", "prune(wanda, sparsity=0.5) > quantize(rtn, bits=4)", DisplayName = "pipeline in a field")]
    public void Members(string members, string expected) => StringAssert.EndsWith("\n" + FlowText.OfMembers(members), "\nFitted on train: " + expected, StringComparison.Ordinal);

    [TestMethod]
    [DataRow("Action a = () => h.Prune(sparsity: 0.9).Fit(train); a();", "Fitted on train: prune(wanda, sparsity=0.9)", DisplayName = "a pipeline in a lambda")]
    [DataRow("var p = h.Prune(); double s = 0.3; Action a = () => { p.Append(h.Prune(sparsity: s)).Fit(train); };", "Fitted on train: prune(wanda, sparsity=0.5) > prune(wanda, sparsity=0.3)", DisplayName = "captured, never changed")]
    [DataRow("double s = 0.3; Action a = () => { h.Prune(sparsity: s).Fit(train); }; s = 0.5;", "Fitted on train: prune(wanda, sparsity=?)", DisplayName = "captured, changed")]
    [DataRow("IEstimator<ITransformer> p = h.Prune(); Action a = () => p = h.Quantize(); a(); p.Append(h.ScoreText()).Fit(train);", "Stored: prune(wanda, sparsity=0.5)\nStored: quantize(rtn, bits=4)\nFitted on train: …", DisplayName = "changed by a lambda")]
    public void Lambdas(string statements, string expected) => Assert.AreEqual(expected.Replace("\nFitted on train: …", "", StringComparison.Ordinal), FlowText.OfStatements(statements).Replace("\nFitted on train: ? > ScoreText", "", StringComparison.Ordinal));

    [TestMethod]
    public void Top_level_statements() => Assert.AreEqual("Fitted on ml.Data.LoadFromEnumerable(new[] { new Row() }): prune(wanda, sparsity=0.9)", FlowText.OfSource(
        """
        using Microsoft.ML;
        var ml = new MLContext();
        var h = ml.Hemorrhage();
        var data = ml.Data.LoadFromEnumerable(new[] { new Row() });
        Run(0.9);
        void Run(double s) { h.Prune(sparsity: s).Fit(data); }
        class Row { public string Text { get; set; } }
        """,
        Microsoft.CodeAnalysis.OutputKind.ConsoleApplication));
}
