namespace MLNetHemorrhage.Analyzers.Tests.Rules;

/// <summary>What the language offers besides, each past a threshold and inside it: a <see cref="Template"/>.</summary>
[TestClass]
public sealed class LanguageFormTests
{
    [TestMethod]
    [DataRow("IEstimator<ITransformer>? p = h.Prune(sparsity: ‹@›); p!.Fit(train);", DisplayName = "nullable reference")]
    [DataRow("IEstimator<ITransformer> p = h.LoadLanguageModel(); p?.Append(h.Prune(sparsity: ‹@›)).Fit(train);", DisplayName = "conditional access")]
    [DataRow("h?.Prune(sparsity: ‹@›)?.Fit(train);", DisplayName = "conditional access to the catalog")]
    [DataRow("double a = 0.1, b = @; (a, b) = (b, a); h.Prune(sparsity: ‹a›).Fit(train);", DisplayName = "swapped")]
    [DataRow("int p = (int)(@ * 100); h.Prune(sparsity: ‹checked(p + 0) / 100.0›).Fit(train);", DisplayName = "checked")]
    [DataRow("decimal s = @m; h.Prune(sparsity: ‹(double)s›).Fit(train);", DisplayName = "decimal")]
    [DataRow("const string r = $\"prune(wanda, sparsity={\"@\"})\"; h.Apply(\"Model\", \"Text\", ‹r›).Fit(train);", DisplayName = "interpolated constant")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"\"\"prune(wanda, sparsity=‹@›)\"\"\").Fit(train);", DisplayName = "raw recipe")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"\"\"\n    prune(wanda, sparsity=‹@›)\n    + quantize(rtn, bits=8)\n    \"\"\").Fit(train);", DisplayName = "raw recipe on lines")]
    [DataRow("double s = 0.1; goto b; a: h.Prune(sparsity: ‹s›).Fit(train); return; b: s = @; goto a;", DisplayName = "goto")]
    [DataRow("double s = 0.1; try { s = @; } finally { h.Prune(sparsity: ‹s›).Fit(train); }", DisplayName = "finally")]
    [DataRow("double s = flag ? @ : throw new Exception(); h.Prune(sparsity: ‹s›).Fit(train);", DisplayName = "throw expression")]
    [DataRow("double? given = null; h.Prune(sparsity: ‹given ?? @›).Fit(train);", DisplayName = "null coalescing")]
    [DataRow("double? given = @; h.Prune(sparsity: ‹given ?? 0.1›).Fit(train);", DisplayName = "null coalescing, not null")]
    [DataRow("double? given = @; h.Prune(sparsity: ‹given.Value›).Fit(train);", DisplayName = "nullable number")]
    [DataRow("double? given = @; if (given is { } s) h.Prune(sparsity: ‹s›).Fit(train);", DisplayName = "property pattern")]
    [DataRow("double? given = @; if (given is double s) h.Prune(sparsity: ‹s›).Fit(train);", DisplayName = "declaration pattern")]
    [DataRow("object o = @; if (o is double s and > 0.1) h.Prune(sparsity: ‹s›).Fit(train);", DisplayName = "pattern of a boxed number")]
    [DataRow("if (h.Prune(sparsity: ‹@›) is IEstimator<ITransformer> p) p.Fit(train);", DisplayName = "pattern of a step")]
    [DataRow("double s = @; h.Prune(sparsity: ‹Read(in s)›).Fit(train); static double Read(in double x) => x;", DisplayName = "in argument")]
    [DataRow("try { Action a = () => { try { h.Prune(sparsity: ‹@›).Fit(train); } catch { } }; a(); } catch (Exception) { n = 2; }", DisplayName = "lambda in a try block")]
    [DataRow("try { L(); void L() { try { h.Prune(sparsity: ‹@›).Fit(train); } finally { n = 1; } } } catch { n = 2; }", DisplayName = "local function in a try block")]
    [DataRow("foreach (string r in (string[])[\"prune(wanda, sparsity=@)\"]) h.Apply(\"Model\", \"Text\", ‹r›).Fit(train);", DisplayName = "collection expression")]
    [DataRow("List<string> all = [\"prune(wanda, sparsity=@)\"]; foreach (string r in all) h.Apply(\"Model\", \"Text\", ‹r›).Fit(train);", DisplayName = "list")]
    [DataRow("IEstimator<ITransformer> p = null; foreach (var s in new IEstimator<ITransformer>[] { h.Prune(sparsity: ‹@›), h.Quantize(bits: 8) }) p = p is null ? s : p.Append(s); p.Fit(train);", DisplayName = "started with null")]
    public async Task Statements(string template)
    {
        await RuleTest.Statements(Template.Past(template, "MLH1001"));
        await RuleTest.Statements(Template.Inside(template));
    }

    [TestMethod]
    [DataRow("T Same<T>(T x) => x; void M() => h.Prune(sparsity: ‹Same(@)›).Fit(train);", DisplayName = "generic helper of a number")]
    [DataRow("T Same<T>(T x) => x; void M() => Same(h.Prune(sparsity: ‹@›)).Fit(train);", DisplayName = "generic helper of a step")]
    [DataRow("class Primary(HemorrhageCatalog h, IDataView d) { readonly double _share = @; ITransformer M() => h.Prune(sparsity: ‹_share›).Fit(d); }", DisplayName = "primary constructor")]
    [DataRow("interface IMaker { HemorrhageCatalog H { get; } IEstimator<ITransformer> Make() => H.Prune(sparsity: ‹@›); }", DisplayName = "default implementation")]
    [DataRow("Func<HemorrhageCatalog, IEstimator<ITransformer>> make = c => c.Prune(sparsity: ‹@›);", DisplayName = "lambda in a field")]
    [DataRow("IEnumerable<IEstimator<ITransformer>> All() { yield return h.Prune(sparsity: ‹@›); }", DisplayName = "iterator")]
    [DataRow("async IAsyncEnumerable<IEstimator<ITransformer>> All() { await Task.Yield(); yield return h.Prune(sparsity: ‹@›); }", DisplayName = "asynchronous iterator")]
    [DataRow("async ValueTask<IEstimator<ITransformer>> Make(double s) { await Task.Yield(); return h.Prune(sparsity: s); } async Task M() => (await Make(‹@›)).Fit(train);", DisplayName = "awaited helper")]
    [DataRow("IEstimator<ITransformer> this[int i] => h.Prune(sparsity: ‹@›);", DisplayName = "indexer")]
    [DataRow("private partial IEstimator<ITransformer> Make(double s); private partial IEstimator<ITransformer> Make(double s) => h.Prune(sparsity: s); void M() => Make(‹@›).Fit(train);", DisplayName = "partial method")]
    [DataRow("abstract class B { protected abstract double Share { get; } } sealed class D(HemorrhageCatalog h, IDataView d) : B { protected override double Share => @; ITransformer M() => h.Prune(sparsity: ‹Share›).Fit(d); }", DisplayName = "override of a sealed class")]
    [DataRow("class Builder(HemorrhageCatalog h) { IEstimator<ITransformer> _p = h.LoadLanguageModel(); public Builder Prune(double s) { _p = _p.Append(h.Prune(sparsity: s)); return this; } } void M() => new Builder(h).Prune(‹@›);", DisplayName = "builder")]
    public async Task Members(string template)
    {
        await RuleTest.Members(Template.Past(template, "MLH1001"));
        await RuleTest.Members(Template.Inside(template));
    }

    [TestMethod]
    [DataRow("static class E { extension(HemorrhageCatalog h) { public IEstimator<ITransformer> Thin(double s) => h.Prune(sparsity: s); } } class U(HemorrhageCatalog h, IDataView d) { ITransformer M() => h.Thin(‹@›).Fit(d); }", DisplayName = "extension member")]
    [DataRow("static class E { extension(HemorrhageCatalog h) { public double Share => @; } } class U(HemorrhageCatalog h, IDataView d) { ITransformer M() => h.Prune(sparsity: ‹h.Share›).Fit(d); }", DisplayName = "extension property")]
    public async Task Newest_language(string template)
    {
        string usings = "using Microsoft.ML; using MLNetHemorrhage;\n";
        await RuleTest.OfSource(usings + Template.Past(template, "MLH1001")).WithPreview().RunAsync();
        await RuleTest.OfSource(usings + Template.Inside(template)).WithPreview().RunAsync();
    }

    [TestMethod]
    public async Task Other_files_and_names()
    {
        var test = RuleTest.OfSource("""
            using Microsoft.ML;
            using static Shares;
            using Options = MLNetHemorrhage.PruneEstimator.Options;
            partial class C(MLNetHemorrhage.HemorrhageCatalog h, IDataView d)
            {
                ITransformer A() => h.Prune(sparsity: {|MLH1001:Much|}).Fit(d);
                ITransformer B() => h.Prune(new Options { Sparsity = {|MLH1001:AlsoMuch|} }).Fit(d);
                ITransformer D() => Thin({|MLH1001:Much|}).Fit(d);
                ITransformer F() => h.Prune(sparsity: {|MLH1001:Configured|}).Fit(d);
            }
            """);
        test.TestState.Sources.Add("""
            static class Shares { public const double Much = 0.9; public static readonly double AlsoMuch = 0.9; }
            partial class C
            {
                Microsoft.ML.IEstimator<Microsoft.ML.ITransformer> Thin(double s) => h.Prune(sparsity: s);
            #if SMALL
                const double Configured = 0.3;
            #else
                const double Configured = 0.9;
            #endif
            }
            """);
        await test.RunAsync();
    }

    [TestMethod]
    [DataRow("(double s, int b) t = (0.9, 8); h.Prune(sparsity: t.s).Fit(train);", DisplayName = "tuple in a variable")]
    [DataRow("var s = new { Share = 0.9 }; h.Prune(sparsity: s.Share).Fit(train);", DisplayName = "anonymous type")]
    [DataRow("double[] all = [0.3, 0.9]; h.Prune(sparsity: all[1]).Fit(train);", DisplayName = "element")]
    [DataRow("h.Prune(sparsity: Math.Min(0.9, 0.3)).Fit(train);", DisplayName = "call of the framework")]
    [DataRow("var lazy = new Lazy<double>(() => 0.9); h.Prune(sparsity: lazy.Value).Fit(train);", DisplayName = "lazy value")]
    [DataRow("Func<double, IEstimator<ITransformer>> make = s => h.Prune(sparsity: s); make(0.9).Fit(train);", DisplayName = "argument of a delegate")]
    [DataRow("var all = new[] { 0.9 }.Select(s => h.Prune(sparsity: s)).ToList(); all[0].Fit(train);", DisplayName = "query")]
    [DataRow("double s = 0.9; h.Apply(\"Model\", \"Text\", $\"prune(wanda, sparsity={s:0.0})\").Fit(train);", DisplayName = "formatted number")]
    public Task What_is_not_followed_is_not_judged(string statements) => RuleTest.Statements(statements);
}
