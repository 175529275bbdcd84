using MLNetHemorrhage.CodeFixes.Values;

namespace MLNetHemorrhage.Analyzers.Tests.Fixes;

using Fix = FixTest<ValueFixProvider>;

/// <summary>Every rule that recommends a value has it written.</summary>
[TestClass]
public sealed class ValueFixRuleTests
{
    [TestMethod]
    [DataRow("h.Prune(sparsity: {|MLH1002:0.56|}).Fit(train);", "h.Prune(sparsity: 0.551).Fit(train);", DisplayName = "within the uncertainty")]
    [DataRow("var o = new PruneEstimator.Options { Sparsity = 0.1 }; if (flag) o.Sparsity = {|MLH1003:0.9|}; h.Prune(o).Fit(train);",
        "var o = new PruneEstimator.Options { Sparsity = 0.1 }; if (flag) o.Sparsity = 0.551; h.Prune(o).Fit(train);", DisplayName = "options on a path")]
    [DataRow("IEstimator<ITransformer> p = h.LoadLanguageModel(); if (flag) p = p.Append(h.Prune(sparsity: {|MLH1003:0.9|})); p.Fit(train);",
        "IEstimator<ITransformer> p = h.LoadLanguageModel(); if (flag) p = p.Append(h.Prune(sparsity: 0.551)); p.Fit(train);", DisplayName = "a step on a path")]
    [DataRow("h.Quantize(bits: {|MLH1005:2|}).Fit(train);", "h.Quantize(bits: 4).Fit(train);", DisplayName = "below three bits")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"prune(wanda, sparsity=0.55) + {|MLH1006:quantize(ggml, type=q4_k_m)|}\").Fit(train);",
        "h.Apply(\"Model\", \"Text\", \"prune(wanda, sparsity=0.54) + quantize(ggml, type=q4_k_m)\").Fit(train);", DisplayName = "together, in another step")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"factorize(svdllm, keep={|MLH9005:0.1|})\").Fit(train);", "h.Apply(\"Model\", \"Text\", \"factorize(svdllm, keep=0.9)\").Fit(train);", DisplayName = "the other share")]
    [DataRow("h.Prune(sparsity: flag ? 0.1 : 0.2).Append(h.Prune(\"B\", sparsity: {|MLH1003:flag ? 0.1 : 0.9|})).Fit(train);",
        "h.Prune(sparsity: flag ? 0.1 : 0.2).Append(h.Prune(\"B\", sparsity: {|MLH1003:flag ? 0.1 : 0.9|})).Fit(train);", DisplayName = "not one value of several")]
    public Task The_recommended_value_is_written(string before, string after) => Fix.Statements(before, after);

    [TestMethod]
    public Task Of_a_tolerance() => Fix.OfStatements("h.Prune(sparsity: {|MLH1004:0.3|}).Fit(train);", "h.Prune(sparsity: 0.2).Fit(train);")
        .With("mine.hemorrhage-thresholds.txt", "threshold step=prune method=wanda coordinate=sparsity s0=0.4 low=0.35 high=0.45 tolerance=0.04879 sTol=0.2").RunAsync();

    [TestMethod]
    [DataRow("1.5", "1", DisplayName = "above")]
    [DataRow("0.25", "0.6", DisplayName = "below")]
    public Task Of_a_calibrated_range(string before, string after) =>
        Fix.OfStatements($"h.Apply(\"Model\", \"Text\", \"decode(temperature, temperature={{|MLH1008:{before}|}})\").Fit(train);", $"h.Apply(\"Model\", \"Text\", \"decode(temperature, temperature={after})\").Fit(train);")
            .With("range.hemorrhage-thresholds.txt", "range step=decode method=* parameter=temperature from=0.6 to=1").With("dotnet_diagnostic.MLH3004.severity = none").RunAsync();

    [TestMethod]
    public Task The_more_careful_value_satisfies_two_rules_about_one_number() => Fix.OfStatements(
        "h.Prune(sparsity: 0.2).Append({|MLH1007:h.Quantize(bits: {|MLH1001:2|})|}).Fit(train);", "h.Prune(sparsity: 0.2).Append(h.Quantize(bits: 6)).Fit(train);")
        .With("hemorrhage_threshold.quantize.rtn = 6").RunAsync();

    [TestMethod]
    public Task An_order_can_be_fixed_before_and_after_a_value() => Task.WhenAll(
        Fix.Statements("h.Quantize(bits: 8).Append({|MLH2001:h.Prune(sparsity: {|MLH9002:20|})|}).Fit(train);", "h.Quantize(bits: 8).Append({|MLH2001:h.Prune(sparsity: 0.2)|}).Fit(train);"),
        FixTest<CodeFixes.Order.OrderFixProvider>.Statements("h.Quantize(bits: 8).Append({|MLH2001:h.Prune(sparsity: 0.2)|}).Fit(train);", "h.Prune(sparsity: 0.2).Append(h.Quantize(bits: 8)).Fit(train);"),
        FixTest<CodeFixes.Order.OrderFixProvider>.Statements(
            "h.Quantize(bits: 8).Append({|MLH2001:h.Prune(sparsity: {|MLH9002:20|})|}).Fit(train);", "h.Prune(sparsity: {|MLH9002:20|}).Append(h.Quantize(bits: 8)).Fit(train);"),
        Fix.Statements("h.Prune(sparsity: {|MLH9002:20|}).Append(h.Quantize(bits: 8)).Fit(train);", "h.Prune(sparsity: 0.2).Append(h.Quantize(bits: 8)).Fit(train);"));
}
