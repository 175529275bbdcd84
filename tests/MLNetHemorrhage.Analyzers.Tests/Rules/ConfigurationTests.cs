using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MLNetHemorrhage.Analyzers.Tests.Rules;

/// <summary>Threshold files and settings decide what pipelines are held against.</summary>
[TestClass]
public sealed class ConfigurationTests
{
    private const string File = "mine.hemorrhage-thresholds.txt";
    private const string Mine = "threshold model=mine* step=prune method=wanda coordinate=sparsity s0=0.35 low=0.3 high=0.4 source=sweep";

    [TestMethod]
    [DataRow("h.LoadLanguageModel(\"Model\", \"models/mine-7b\").Append(h.Prune(sparsity: {|MLH1001:0.45|})).Fit(train);", DisplayName = "past, published threshold not")]
    [DataRow("h.LoadLanguageModel(\"Model\", \"models/mine-7b\").Append(h.Prune(sparsity: {|MLH1002:0.35|})).Fit(train);", DisplayName = "within")]
    [DataRow("h.LoadLanguageModel(\"Model\", \"models/mine-7b\").Append(h.Prune(sparsity: 0.3)).Fit(train);", DisplayName = "inside")]
    [DataRow("h.LoadLanguageModel(\"Model\", \"models/other-7b\").Append(h.Prune(sparsity: 0.45)).Fit(train);", DisplayName = "another model")]
    [DataRow("h.Prune(sparsity: 0.45).Fit(train);", DisplayName = "a model that the code does not say")]
    [DataRow("h.LoadLanguageModel(\"Model\", \"mine-7b\").Append({|MLH9004:h.Quantize(bits: 8)|}).Fit(train);", DisplayName = "measured for other methods")]
    public Task A_file_holds_for_its_model(string statements) => RuleTest.OfStatements(statements).With(File, Mine).RunAsync();

    [TestMethod]
    public Task A_file_for_all_models_goes_before_the_published_table() =>
        RuleTest.OfStatements("h.Prune(sparsity: {|MLH1001:0.45|}).Fit(train);").With(File, Mine.Replace("model=mine* ", "", StringComparison.Ordinal)).RunAsync();

    [TestMethod]
    public Task The_later_file_by_path_goes_first() => RuleTest.OfStatements("h.Prune(sparsity: {|MLH1001:0.45|}).Fit(train);")
        .With("b.hemorrhage-thresholds.txt", "threshold step=prune method=wanda coordinate=sparsity s0=0.4")
        .With("a.hemorrhage-thresholds.txt", "threshold step=prune method=wanda coordinate=sparsity s0=0.5").RunAsync();

    [TestMethod]
    public Task A_file_of_another_name_does_not_count() => RuleTest.OfStatements("h.Prune(sparsity: 0.45).Fit(train);").With("mine.txt", "nonsense").RunAsync();

    [TestMethod]
    [DataRow("threshold step=prune method=wanda coordinate=sparsity s0={|MLH9001:x|}", DisplayName = "no number")]
    [DataRow("threshold step=prune method=wanda coordinate=sparsity s0={|MLH9001:2|}", DisplayName = "out of range")]
    [DataRow("threshold step=prune method=wanda coordinate=sparsity s0=0.5 {|MLH9001:hi=0.6|}", DisplayName = "unknown key")]
    [DataRow("{|MLH9001:nonsense|}", DisplayName = "unknown record")]
    [DataRow("# all is well", DisplayName = "comment")]
    public Task A_bad_line_is_reported_where_it_stands_and_the_others_hold(string line) => RuleTest.OfStatements("h.Prune(sparsity: {|MLH1001:0.45|}).Fit(train);")
        .With(File, line + "\nthreshold step=prune method=wanda coordinate=sparsity s0=0.4").RunAsync();

    [TestMethod]
    public async Task A_file_without_its_first_line_is_reported_there()
    {
        var test = RuleTest.OfStatements("h.Prune(sparsity: 0.45).Fit(train);");
        test.TestState.AdditionalFiles.Add(("/0/" + File, "{|MLH9001:#|} thresholds\n"));
        await test.RunAsync();
    }

    [TestMethod]
    [DataRow("hemorrhage_threshold.prune.wanda = 0.4", "h.Prune(sparsity: {|MLH1001:0.45|}).Fit(train);", DisplayName = "method")]
    [DataRow("hemorrhage_threshold.prune.wanda = 0.4", "h.Prune(sparsity: 0.4).Fit(train);", DisplayName = "method, inside")]
    [DataRow("hemorrhage_threshold.prune.wanda = 0.8", "h.Prune(sparsity: 0.7).Fit(train);", DisplayName = "more than is published")]
    [DataRow("hemorrhage_threshold.prune = 0.4", "h.Prune(sparsity: {|MLH1001:0.45|}).Fit(train);", DisplayName = "verb")]
    [DataRow("hemorrhage_threshold.prune = 0.4\nhemorrhage_threshold.prune.wanda = 0.5", "h.Prune(sparsity: 0.45).Fit(train);", DisplayName = "method before verb")]
    [DataRow("hemorrhage_threshold.prune.magnitude = 0.4", "h.Prune(sparsity: 0.45).Fit(train);", DisplayName = "another method")]
    [DataRow("hemorrhage_threshold.quantize.rtn = 2", "h.Quantize(bits: 2).Fit(train);", DisplayName = "bits")]
    [DataRow("hemorrhage_threshold.quantize.rtn = 5", "h.Quantize(bits: {|MLH1001:4|}).Fit(train);", DisplayName = "more bits")]
    [DataRow("hemorrhage_threshold.factorize = 0.9", "h.Apply(\"Model\", \"Text\", \"factorize(asvd, keep={|MLH1001:0.88|})\").Fit(train);", DisplayName = "kept share")]
    [DataRow("hemorrhage_threshold.PruneStructured.sleb = 0.1", "h.Apply(\"Model\", \"Text\", \"pruneStructured(sleb, ratio={|MLH1001:0.2|})\").Fit(train);", DisplayName = "structure")]
    [DataRow("hemorrhage_threshold.prune.wanda = 0.4", "h.Prune(sparsity: {|MLH1001:0.45|}).Append(h.Quantize(bits: 8)).Fit(train);", DisplayName = "says nothing about other methods")]
    [DataRow("hemorrhage_tolerance = 0.01", "h.Prune(sparsity: {|MLH1004:0.2|}).Fit(train);", DisplayName = "tolerance")]
    [DataRow("hemorrhage_tolerance = 0.05", "h.Prune(sparsity: 0.2).Fit(train);", DisplayName = "tolerance, inside")]
    [DataRow("hemorrhage_tolerance = 0.3", "h.Prune(sparsity: 0.25, method: PruningMethod.Magnitude).Fit(train);", DisplayName = "wider than the record's")]
    [DataRow("hemorrhage_tolerance = 0.1", "h.Prune(sparsity: {|MLH1001:0.5|}, method: PruningMethod.Magnitude).Fit(train);", DisplayName = "past it where no transition is known")]
    [DataRow("hemorrhage_protocol = documents:100", "{|MLH9003:h.Prune(sparsity: 0.3)|}.Fit(train);", DisplayName = "another protocol")]
    [DataRow("hemorrhage_protocol = wikitext:4096", "h.Prune(sparsity: 0.3).Fit(train);", DisplayName = "the same protocol")]
    [DataRow("dotnet_diagnostic.MLH1001.severity = none", "h.Prune(sparsity: 0.9).Fit(train);", DisplayName = "switched off")]
    public Task Settings_decide(string settings, string statements) => RuleTest.OfStatements(statements).With(settings).RunAsync();

    [TestMethod]
    public Task The_model_of_the_settings_chooses_records() =>
        RuleTest.OfStatements("h.Prune(sparsity: {|MLH1001:0.45|}).Fit(train);").With(File, Mine).With("hemorrhage_model = mine-7b").RunAsync();

    [TestMethod]
    public Task The_model_of_the_code_goes_before_that_of_the_settings() =>
        RuleTest.OfStatements("h.LoadLanguageModel(\"Model\", \"other\").Append(h.Prune(sparsity: 0.45)).Fit(train);").With(File, Mine).With("hemorrhage_model = mine-7b").RunAsync();

    [TestMethod]
    [DataRow("hemorrhage_tolerance = 5 %", DisplayName = "tolerance")]
    [DataRow("hemorrhage_tolerance = 0,05", DisplayName = "decimal comma")]
    [DataRow("hemorrhage_tolerance = -1", DisplayName = "negative")]
    [DataRow("hemorrhage_protocol = wiki", DisplayName = "protocol")]
    [DataRow("hemorrhage_threshold.prune.wanda = 50", DisplayName = "percent")]
    [DataRow("hemorrhage_threshold.quantize.rtn = 32", DisplayName = "bits")]
    [DataRow("hemorrhage_threshold.decode = 1", DisplayName = "verb without strength")]
    [DataRow("hemorrhage_threshold.prune.wanda.sparsity = 0.5", DisplayName = "too many parts")]
    [DataRow("hemorrhage_tolerence = 0.05", DisplayName = "misspelt key")]
    public Task A_bad_setting_is_reported_at_the_first_modification(string settings) =>
        RuleTest.OfStatements("{|MLH9006:h.Prune(sparsity: 0.1)|}.Append(h.Quantize(bits: 8)).Fit(train);").With(settings).RunAsync();

    [TestMethod]
    public Task A_bad_setting_does_not_matter_without_a_modification() =>
        RuleTest.OfStatements("h.LoadLanguageModel().Append(h.ScoreText()).Fit(train);").With("hemorrhage_tolerance = x").RunAsync();

    [TestMethod]
    public async Task A_bad_line_can_be_switched_off_for_the_project()
    {
        var test = RuleTest.OfStatements("h.Prune(sparsity: 0.45).Fit(train);").With(File, "nonsense");
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\ndotnet_diagnostic.MLH9001.severity = none\n"));
        await test.RunAsync();
    }

    [TestMethod]
    public async Task Numbers_have_a_point_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            await RuleTest.OfStatements("h.Prune(sparsity: {|MLH1001:0.45|}).Fit(train);").With("hemorrhage_threshold.prune.wanda = 0.4").RunAsync();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public async Task The_message_says_that_the_project_set_it()
    {
        var test = RuleTest.OfStatements("h.Prune(sparsity: {|#0:0.45|}).Fit(train);").With("hemorrhage_threshold.prune.wanda = 0.4");
        test.TestState.ExpectedDiagnostics.Add(new DiagnosticResult("MLH1001", DiagnosticSeverity.Warning).WithLocation(0)
            .WithMessage("prune(wanda, sparsity=0.45) is past its threshold: known for this project is sparsity 0.4 (.editorconfig); use sparsity 0.4 or less"));
        await test.RunAsync();
    }
}
