namespace MLNetHemorrhage.Analyzers.Tests.Rules;

/// <summary>Where findings are reported, and how often.</summary>
[TestClass]
public sealed class ReportingTests
{
    [TestMethod]
    public Task At_the_number() => RuleTest.Statements("h.Prune(sparsity: {|MLH1001:0.9|}).Fit(train);");

    [TestMethod]
    public Task At_the_property() => RuleTest.Statements("var o = new PruneEstimator.Options(); o.Sparsity = {|MLH1001:0.9|}; h.Prune(o).Fit(train);");

    [TestMethod]
    public Task At_the_format() => RuleTest.Statements("h.Quantize(new QuantizeEstimator.Options { Method = QuantizationMethod.Ggml, Type = {|MLH1005:MLNetHemorrhage.Modifications.Quantization.GgmlType.Q2_K|} }).Fit(train);");

    [TestMethod]
    public Task At_the_pattern() => RuleTest.Statements("h.Prune(new PruneEstimator.Options { Method = PruningMethod.SparseGpt, Pattern = {|MLH1001:\"1:4\"|} }).Fit(train);");

    [TestMethod]
    public Task Of_a_method_that_is_chosen() => RuleTest.Statements(
        "h.Prune(sparsity: {|MLH1001:0.7|}, method: PruningMethod.SparseGpt).Fit(train); h.Prune(sparsity: 0.58, method: PruningMethod.Admm).Fit(train); "
        + "h.Quantize(bits: 8).Append({|MLH2001:h.Prune(sparsity: 0.3, method: PruningMethod.Ria)|}).Fit(train); "
        + "h.Prune(sparsity: 0.2, method: PruningMethod.GradientAware).Append({|MLH2002:h.Prune(sparsity: 0.3, method: PruningMethod.Dsnot)|}).Fit(train);");

    [TestMethod]
    public Task Inside_the_recipe() => RuleTest.Statements("h.Apply(\"Model\", \"Text\", \"prune(wanda, sparsity={|MLH1001:0.9|})\").Fit(train);");

    [TestMethod]
    public Task Once_for_two_uses() => RuleTest.Statements("var p = h.Prune(sparsity: {|MLH1001:0.9|}); p.Fit(train); p.Fit(test);");

    [TestMethod]
    public Task On_some_path() => RuleTest.Statements("double s = 0.05; if (flag) s = 0.9; h.Prune(sparsity: {|MLH1003:s|}).Fit(train);");

    [TestMethod]
    public Task Certain_where_every_path_has_it() => RuleTest.Statements("double s = 0.8; if (flag) s = 0.9; h.Prune(sparsity: {|MLH1001:s|}).Fit(train);");

    [TestMethod]
    public Task In_the_helper_that_says_it_alone() => RuleTest.Members(
        "IEstimator<ITransformer> Hard() => h.Prune(sparsity: {|MLH1001:0.9|}); void M() { Hard().Fit(train); }");

    [TestMethod]
    public Task At_the_argument_that_a_helper_is_given() => RuleTest.Members(
        "IEstimator<ITransformer> P(double s) => h.Prune(sparsity: s); void M() { P({|MLH1001:0.9|}).Fit(train); P(0.05).Fit(train); }");

    [TestMethod]
    public Task At_the_call_that_brings_the_second_step() => RuleTest.Members(
        "IEstimator<ITransformer> P() => h.Prune(sparsity: 0.05); void M() { h.Quantize(bits: 8).Append({|MLH2001:P()|}).Fit(train); }");

    [TestMethod]
    public Task Steps_on_two_models_do_not_add_up() => RuleTest.Statements(
        "h.Quantize(\"A\", bits: 8).Append(h.Prune(\"B\", sparsity: 0.05)).Fit(train);");

    [TestMethod]
    public Task A_copied_column_carries_on_what_was_done() => RuleTest.Statements(
        "h.Quantize(\"A\", bits: 8).Append(ml.Transforms.CopyColumns(\"B\", \"A\")).Append({|MLH2001:h.Prune(\"B\", sparsity: 0.05)|}).Fit(train);");

    [TestMethod]
    public Task A_loaded_model_starts_anew() => RuleTest.Statements(
        "h.Quantize(\"A\", bits: 8).Append(h.LoadLanguageModel(\"A\")).Append(h.Prune(\"A\", sparsity: 0.05)).Fit(train);");
}
