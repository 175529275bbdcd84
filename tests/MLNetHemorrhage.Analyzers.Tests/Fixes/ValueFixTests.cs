using MLNetHemorrhage.CodeFixes.Values;

namespace MLNetHemorrhage.Analyzers.Tests.Fixes;

using Fix = FixTest<ValueFixProvider>;

/// <summary>The value that a warning recommends is written where the code has the number, and only there.</summary>
[TestClass]
public sealed class ValueFixTests
{
    [TestMethod]
    [DataRow("h.Prune(sparsity: {|MLH1001:0.9|}).Fit(train);", "h.Prune(sparsity: 0.551).Fit(train);", DisplayName = "named argument")]
    [DataRow("h.Prune(\"Model\", \"Text\", {|MLH1001:0.9|}).Fit(train);", "h.Prune(\"Model\", \"Text\", 0.551).Fit(train);", DisplayName = "positional argument")]
    [DataRow("h.Prune(new PruneEstimator.Options { Sparsity = {|MLH1001:0.9|} }).Fit(train);", "h.Prune(new PruneEstimator.Options { Sparsity = 0.551 }).Fit(train);", DisplayName = "options")]
    [DataRow("var o = new PruneEstimator.Options(); o.Sparsity = {|MLH1001:0.9|}; h.Prune(o).Fit(train);", "var o = new PruneEstimator.Options(); o.Sparsity = 0.551; h.Prune(o).Fit(train);", DisplayName = "property of options")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"prune(wanda, sparsity={|MLH1001:0.9|})\").Fit(train);", "h.Apply(\"Model\", \"Text\", \"prune(wanda, sparsity=0.551)\").Fit(train);", DisplayName = "recipe")]
    [DataRow("h.Prune(sparsity: flag ? 0.2 : 0.3).Append(h.Prune(\"Other\", sparsity: {|MLH1001:0.9|})).Fit(train);", "h.Prune(sparsity: flag ? 0.2 : 0.3).Append(h.Prune(\"Other\", sparsity: 0.551)).Fit(train);", DisplayName = "of one step of several")]
    [DataRow("h.Prune(new PruneEstimator.Options { Pattern = {|MLH1001:\"1:4\"|} }).Fit(train);", "h.Prune(new PruneEstimator.Options { Pattern = \"2:4\" }).Fit(train);", DisplayName = "pattern")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"prune(wanda, pattern={|MLH1001:3:16|})\").Fit(train);", "h.Apply(\"Model\", \"Text\", \"prune(wanda, pattern=8:16)\").Fit(train);", DisplayName = "pattern in a recipe")]
    public Task The_safe_value_replaces_the_number(string before, string after) => Fix.Statements(before, after);

    [TestMethod]
    [DataRow("h.Prune(sparsity: {|MLH9002:50|}).Fit(train);", "h.Prune(sparsity: 0.5).Fit(train);", DisplayName = "whole number")]
    [DataRow("h.Prune(sparsity: {|MLH9002:12.5|}).Fit(train);", "h.Prune(sparsity: 0.125).Fit(train);", DisplayName = "with a point")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"prune(wanda, sparsity={|MLH9002:50|})\").Fit(train);", "h.Apply(\"Model\", \"Text\", \"prune(wanda, sparsity=0.5)\").Fit(train);", DisplayName = "recipe")]
    public Task A_percentage_becomes_the_fraction(string before, string after) => Fix.Statements(before, after);

    [TestMethod]
    public Task Bits_that_are_too_few_after_pruning_are_raised() => Fix.Statements(
        "h.Prune(sparsity: 0.2).Append({|MLH1007:h.Quantize(bits: 2)|}).Fit(train);", "h.Prune(sparsity: 0.2).Append(h.Quantize(bits: 4)).Fit(train);");

    [TestMethod]
    public Task Several_numbers_of_one_chain_are_fixed_at_once() => Fix.Statements(
        "h.Prune(sparsity: {|MLH1001:0.9|}).Append(h.Prune(\"Other\", sparsity: {|MLH1001:0.95|})).Append(h.Prune(\"Third\", sparsity: {|MLH1001:0.8|})).Fit(train);",
        "h.Prune(sparsity: 0.551).Append(h.Prune(\"Other\", sparsity: 0.551)).Append(h.Prune(\"Third\", sparsity: 0.551)).Fit(train);");

    [TestMethod]
    public Task A_number_that_a_helper_hands_on_is_fixed_where_it_is_given() => Fix.Members(
        "IEstimator<ITransformer> Make(double share) => h.Prune(sparsity: share); void M() => Make({|MLH1001:0.9|}).Fit(train);",
        "IEstimator<ITransformer> Make(double share) => h.Prune(sparsity: share); void M() => Make(0.551).Fit(train);");

    [TestMethod]
    [DataRow("{|MLH1001:h.Prune()|}.Fit(train);", "h.Prune(sparsity: 0.2).Fit(train);", DisplayName = "no arguments")]
    [DataRow("{|MLH1001:h.Prune(\"Mine\")|}.Fit(train);", "h.Prune(\"Mine\", sparsity: 0.2).Fit(train);", DisplayName = "after others")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"{|MLH1001:prune(wanda)|}\").Fit(train);", "h.Apply(\"Model\", \"Text\", \"prune(wanda, sparsity=0.2)\").Fit(train);", DisplayName = "recipe")]
    [DataRow("{|MLH1001:h.Prune(new PruneEstimator.Options())|}.Fit(train);", "h.Prune(new PruneEstimator.Options() { Sparsity = 0.2 }).Fit(train);", DisplayName = "no initializer")]
    [DataRow("{|MLH1001:h.Prune(new PruneEstimator.Options { ModelColumnName = \"A\" })|}.Fit(train);", "h.Prune(new PruneEstimator.Options { ModelColumnName = \"A\", Sparsity = 0.2 }).Fit(train);", DisplayName = "initializer")]
    public Task A_value_that_is_left_out_is_added(string before, string after) =>
        Fix.OfMembers($"void M() {{ {before} }}", $"void M() {{ {after} }}").With("hemorrhage_threshold.prune.wanda = 0.2").RunAsync();

    [TestMethod]
    [DataRow("const double Share = 0.9; void M() => h.Prune(sparsity: {|MLH1001:Share|}).Fit(train);", DisplayName = "constant")]
    [DataRow("void M() { double share = 0.9; h.Prune(sparsity: {|MLH1001:share|}).Fit(train); }", DisplayName = "variable")]
    [DataRow("void M() => h.Prune(sparsity: {|MLH1001:0.5 + 0.4|}).Fit(train);", DisplayName = "sum")]
    [DataRow("const string R = \"prune(wanda, sparsity=0.9)\"; void M() => h.Apply(\"Model\", \"Text\", {|MLH1001:R|}).Fit(train);", DisplayName = "constant recipe")]
    [DataRow("void M() => h.Prune(sparsity: {|MLH9002:150|}).Fit(train);", DisplayName = "no share at all")]
    [DataRow("void M() => h.Prune(new PruneEstimator.Options { Sparsity = {|MLH1001:0.75|}, Pattern = \"1:4\" }).Fit(train);", DisplayName = "sparsity of a pattern")]
    [DataRow("void M() => h.Prune(new PruneEstimator.Options { Method = PruningMethod.Magnitude, Pattern = {|MLH1001:\"2:4\"|} }).Fit(train);", DisplayName = "no pattern of as many weights is safe")]
    [DataRow("const string P = \"1:4\"; void M() => h.Prune(new PruneEstimator.Options { Pattern = {|MLH1001:P|} }).Fit(train);", DisplayName = "constant pattern")]
    [DataRow("void M() => h.Quantize(bits: 8).Append({|MLH2001:h.Prune(sparsity: 0.2)|}).Fit(train);", DisplayName = "order")]
    public Task No_fix_is_offered_where_it_could_do_nothing(string members) => Fix.Members(members, members);
}
