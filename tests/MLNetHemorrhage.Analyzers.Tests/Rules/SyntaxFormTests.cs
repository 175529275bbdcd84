namespace MLNetHemorrhage.Analyzers.Tests.Rules;

/// <summary>Every form in which code builds pipelines, each past a threshold and inside it: a <see cref="Template"/>.</summary>
[TestClass]
public sealed class SyntaxFormTests
{
    [TestMethod]
    [DataRow("h.Prune(sparsity: ‹@›).Fit(train);", DisplayName = "named argument")]
    [DataRow("h.Prune(\"Model\", \"Text\", ‹@›).Fit(train);", DisplayName = "positional argument")]
    [DataRow("h.Prune(method: PruningMethod.Wanda, sparsity: ‹@›).Fit(train);", DisplayName = "arguments in another order")]
    [DataRow("h.LoadLanguageModel().Append(h.Prune(sparsity: ‹@›)).Append(h.ScoreText()).Fit(train);", DisplayName = "fluent chain")]
    [DataRow("var p = h.LoadLanguageModel().Append(h.Prune(sparsity: ‹@›)); p.Fit(train);", DisplayName = "local")]
    [DataRow("IEstimator<ITransformer> p = h.LoadLanguageModel(); p = p.Append(h.Prune(sparsity: ‹@›)); p.Fit(train);", DisplayName = "reassigned")]
    [DataRow("h.LoadLanguageModel().Append(h.Prune(sparsity: ‹@›).Append(h.ScoreText())).Fit(train);", DisplayName = "nested")]
    [DataRow("var step = h.Prune(sparsity: ‹@›); h.LoadLanguageModel().Append(step).Fit(train);", DisplayName = "step in a local")]
    [DataRow("double s = @; h.Prune(sparsity: ‹s›).Fit(train);", DisplayName = "value in a local")]
    [DataRow("const double S = @; h.Prune(sparsity: ‹S›).Fit(train);", DisplayName = "local constant")]
    [DataRow("double s = @ / 2; s *= 2; h.Prune(sparsity: ‹s›).Fit(train);", DisplayName = "arithmetic")]
    [DataRow("h.Prune(new PruneEstimator.Options { Sparsity = ‹@› }).Fit(train);", DisplayName = "object initializer")]
    [DataRow("h.Prune(new() { Method = PruningMethod.Wanda, Sparsity = ‹@› }).Fit(train);", DisplayName = "target-typed new")]
    [DataRow("var o = new PruneEstimator.Options(); o.Sparsity = ‹@›; h.Prune(o).Fit(train);", DisplayName = "property of options")]
    [DataRow("h.LoadLanguageModel().Append(h.Prune(sparsity: ‹@›)).AppendCacheCheckpoint(ml).Append(h.ScoreText()).Fit(train);", DisplayName = "cache checkpoint")]
    [DataRow("h.Prune(sparsity: ‹@›).WithOnFitDelegate(t => { }).Fit(train);", DisplayName = "delegate on fit")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"prune(wanda, sparsity=‹@›)\").Fit(train);", DisplayName = "recipe")]
    [DataRow("const string M = \"wanda\"; h.Apply(\"Model\", \"Text\", ‹$\"prune({M}, sparsity=@)\"›).Fit(train);", DisplayName = "interpolated recipe")]
    [DataRow("h.Apply(new ApplyEstimator.Options { Recipe = ‹\"prune(wanda, sparsity=@)\"› }).Fit(train);", DisplayName = "recipe in options")]
    [DataRow("if (flag) h.Prune(sparsity: ‹@›).Fit(train);", DisplayName = "in a branch")]
    [DataRow("foreach (int bits in new[] { 8, 6 }) h.Prune(sparsity: ‹@›).Append(h.Quantize(bits: bits)).Fit(train);", DisplayName = "in a loop")]
    [DataRow("try { h.Prune(sparsity: ‹@›).Fit(train); } finally { n++; }", DisplayName = "in a try block")]
    [DataRow("IEstimator<ITransformer> Make() => h.Prune(sparsity: ‹@›); Make().Fit(train);", DisplayName = "local function")]
    [DataRow("IEstimator<ITransformer> Make(double s) => h.Prune(sparsity: s); Make(‹@›).Fit(train);", DisplayName = "local function with a parameter")]
    [DataRow("var (p, k) = (h.Prune(sparsity: ‹@›), 1); p.Fit(train);", DisplayName = "deconstruction")]
    [DataRow("field = h.Prune(sparsity: ‹@›);", DisplayName = "stored in a field")]
    [DataRow("Console.WriteLine(h.Prune(sparsity: ‹@›));", DisplayName = "given away")]
    [DataRow("h.Prune(sparsity: ‹@›);", DisplayName = "left")]
    [DataRow("ITransformer t = h.Prune(sparsity: ‹@›).Fit(train); new TransformerChain<ITransformer>(t).Transform(train);", DisplayName = "transformer chain")]
    public async Task Statements(string template)
    {
        await RuleTest.Statements(Template.Past(template, "MLH1001"));
        await RuleTest.Statements(Template.Inside(template));
    }

    [TestMethod]
    [DataRow("double s = 0.1; if (flag) s = @; h.Prune(sparsity: ‹s›).Fit(train);", DisplayName = "branch")]
    [DataRow("h.Prune(sparsity: ‹flag ? 0.1 : @›).Fit(train);", DisplayName = "ternary")]
    [DataRow("h.Prune(sparsity: ‹n switch { 0 => 0.1, _ => @ }›).Fit(train);", DisplayName = "switch expression")]
    [DataRow("double s; switch (n) { case 0: s = 0.1; break; default: s = @; break; } h.Prune(sparsity: ‹s›).Fit(train);", DisplayName = "switch statement")]
    [DataRow("var o = new PruneEstimator.Options { Sparsity = 0.1 }; if (flag) o.Sparsity = ‹@›; h.Prune(o).Fit(train);", DisplayName = "options on a path")]
    [DataRow("IEstimator<ITransformer> p = h.LoadLanguageModel(); if (flag) p = p.Append(h.Prune(sparsity: ‹@›)); p.Fit(train);", DisplayName = "step on a path")]
    [DataRow("foreach (double s in new[] { 0.1, 0.2, @ }) h.Prune(sparsity: ‹s›).Fit(train);", DisplayName = "loop over values")]
    public async Task Paths(string template)
    {
        await RuleTest.Statements(Template.Past(template, "MLH1003"));
        await RuleTest.Statements(Template.Inside(template));
    }

    [TestMethod]
    [DataRow("const double S = @; void M() => h.Prune(sparsity: ‹S›).Fit(train);", DisplayName = "constant")]
    [DataRow("static readonly double S = @; void M() => h.Prune(sparsity: ‹S›).Fit(train);", DisplayName = "static readonly field")]
    [DataRow("static double S => @; void M() => h.Prune(sparsity: ‹S›).Fit(train);", DisplayName = "property")]
    [DataRow("IEstimator<ITransformer> M() => h.Prune(sparsity: ‹@›);", DisplayName = "returned")]
    [DataRow("IEstimator<ITransformer> Make() => h.Prune(sparsity: ‹@›); void M() => Make().Fit(train);", DisplayName = "helper")]
    [DataRow("IEstimator<ITransformer> Make(double s) => h.Prune(sparsity: s); void M() => Make(‹@›).Fit(train);", DisplayName = "helper with a parameter")]
    [DataRow("IEstimator<ITransformer> Make(double s = 0.1) => h.Prune(sparsity: s); void M() => Make(s: ‹@›).Fit(train);", DisplayName = "helper with a named argument")]
    [DataRow("static class F { public static IEstimator<ITransformer> Make(HemorrhageCatalog h, double s) => h.Prune(sparsity: s); } void M() => F.Make(h, ‹@›).Fit(train);", DisplayName = "helper of another class")]
    [DataRow("async Task M() { await Task.Yield(); h.Prune(sparsity: ‹@›).Fit(train); }", DisplayName = "asynchronous")]
    [DataRow("void M() { Action a = () => h.Prune(sparsity: ‹@›).Fit(train); a(); }", DisplayName = "lambda")]
    [DataRow("[ModificationStep(ModificationKind.Prune, Method = \"wanda\")] static IEstimator<ITransformer> Thin([RemovedFraction] double share) => null; void M() => Thin(‹@›).Fit(train);", DisplayName = "annotated helper")]
    [DataRow("class O { [RemovedFraction] public double Share { get; set; } } [ModificationStep(ModificationKind.Prune, Method = \"wanda\")] static IEstimator<ITransformer> Thin(O o) => null; void M() => Thin(new O { Share = ‹@› }).Fit(train);", DisplayName = "annotated options")]
    public async Task Members(string template)
    {
        await RuleTest.Members(Template.Past(template, "MLH1001"));
        await RuleTest.Members(Template.Inside(template));
    }

    [TestMethod]
    [DataRow("double s = double.Parse(Console.ReadLine()); h.Prune(sparsity: s).Fit(train);", DisplayName = "read")]
    [DataRow("h.Apply(\"Model\", \"Text\", Console.ReadLine()).Fit(train);", DisplayName = "recipe that is read")]
    [DataRow("field.Append(h.ScoreText()).Fit(train);", DisplayName = "pipeline from elsewhere")]
    public Task What_is_not_known_is_not_judged(string statements) => RuleTest.Statements(statements);
}
