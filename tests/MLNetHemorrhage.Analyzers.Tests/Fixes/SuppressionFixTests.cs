using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using MLNetHemorrhage.CodeFixes.Suppression;

namespace MLNetHemorrhage.Analyzers.Tests.Fixes;

using Fix = FixTest<SuppressionFixProvider>;

/// <summary>A suppression says what is accepted with it, and the finding is gone.</summary>
[TestClass]
public sealed class SuppressionFixTests
{
    private const string Past09 = "prune(wanda, sparsity=0.9) is past its threshold: known for LLaMA-2-7B is sparsity 0.573, interval 0.551 to 0.573 (arXiv 2503.23924, figure 3 and global refit; wikitext:4096)";
    private const string Attribute = "[System.Diagnostics.CodeAnalysis.SuppressMessage";
    private const string OnMember = $"{Attribute}(\"Robustness\", \"MLH1001:A step is past its robustness threshold\", Justification = \"Accepted: {Past09}\")]";

    private static readonly string Past08 = Past09.Replace("0.9", "0.8", StringComparison.Ordinal);

    [TestMethod]
    [DataRow("    void M() => h.Prune(sparsity: {|MLH1001:0.9|}).Fit(train);", DisplayName = "method")]
    [DataRow("    ITransformer P { get { return h.Prune(sparsity: {|MLH1001:0.9|}).Fit(train); } }", DisplayName = "property")]
    [DataRow("    C() => h.Prune(sparsity: {|MLH1001:0.9|}).Fit(train);", DisplayName = "constructor")]
    [DataRow("    static readonly IEstimator<ITransformer> F = new MLContext().Hemorrhage().Prune(sparsity: {|MLH1001:0.9|});", DisplayName = "field")]
    [DataRow("    ITransformer this[int i] => h.Prune(sparsity: {|MLH1001:0.9|}).Fit(train);", DisplayName = "indexer")]
    [DataRow("    public static C operator +(C a, C b) { b.h.Prune(sparsity: {|MLH1001:0.9|}).Fit(b.train); return a; }", DisplayName = "operator")]
    [DataRow("    void M() { void Local() => h.Prune(sparsity: {|MLH1001:0.9|}).Fit(train); Local(); }", DisplayName = "local function")]
    [DataRow("    void M() { Action a = () => h.Prune(sparsity: {|MLH1001:0.9|}).Fit(train); a(); }", DisplayName = "lambda")]
    public Task The_member_gets_an_attribute(string member) => Fix.Members($"\n{member}", $"\n    {OnMember}\n{member.Replace("{|MLH1001:0.9|}", "0.9", StringComparison.Ordinal)}");

    [TestMethod]
    public Task Comments_and_attributes_stay_where_they_are() => Fix.Members(
        """

            /// <summary>Too much.</summary>
            [Obsolete] // no longer
            void M()
            {
                h.Prune(sparsity: {|MLH1001:0.9|}).Fit(train);
            }
        """,
        $$"""

            /// <summary>Too much.</summary>
            {{OnMember}}
            [Obsolete] // no longer
            void M()
            {
                h.Prune(sparsity: 0.9).Fit(train);
            }
        """);

    [TestMethod]
    public Task A_member_behind_another_gets_it_on_the_same_line() => Fix.Members(
        "int x; void M() => h.Prune(sparsity: {|MLH1001:0.9|}).Fit(train);", $"int x; {OnMember} void M() => h.Prune(sparsity: 0.9).Fit(train);");

    [TestMethod]
    public Task The_name_is_short_where_it_is_known() => Fix.OfSource(
        "using System.Diagnostics.CodeAnalysis;\n" + Flow.FlowText.Whole("\nvoid M() => h.Prune(sparsity: {|MLH1001:0.9|}).Fit(train);"),
        "using System.Diagnostics.CodeAnalysis;\n" + Flow.FlowText.Whole($"\n{OnMember.Replace("System.Diagnostics.CodeAnalysis.", "", StringComparison.Ordinal)}\nvoid M() => h.Prune(sparsity: 0.9).Fit(train);")).RunAsync();

    [TestMethod]
    public Task All_that_a_rule_finds_in_a_member_is_accepted_at_once() => Fix.Members(
        "\nvoid M() { h.Prune(sparsity: {|MLH1001:0.9|}).Fit(train); h.Prune(sparsity: {|MLH1001:0.8|}).Fit(train); h.Prune(sparsity: {|MLH1001:0.9|}).Fit(test); }\nvoid N() => h.Prune(sparsity: {|MLH1001:0.9|}).Fit(train);",
        $"\n{OnMember.Replace(Past09, $"{Past09}; {Past08}", StringComparison.Ordinal)}\nvoid M() {{ h.Prune(sparsity: 0.9).Fit(train); h.Prune(sparsity: 0.8).Fit(train); h.Prune(sparsity: 0.9).Fit(test); }}\n{OnMember}\nvoid N() => h.Prune(sparsity: 0.9).Fit(train);");

    [TestMethod]
    public async Task Every_rule_of_a_member_gets_its_own()
    {
        const string Order = $"{Attribute}(\"Order\", \"MLH2001:Quantization before pruning\", Justification = \"Accepted: prune(wanda, sparsity=0.9) comes after quantize(rtn, bits=8): weights are chosen by their rounded values and stay on a grid made for all of them\")]";
        var test = Fix.OfMembers(
            "\nvoid M() => h.Quantize(bits: 8).Append({|MLH2001:h.Prune(sparsity: {|MLH1001:0.9|})|}).Fit(train);", $"\n{OnMember}\n{Order}\nvoid M() => h.Quantize(bits: 8).Append(h.Prune(sparsity: 0.9)).Fit(train);");
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
        await test.RunAsync();
    }

    [TestMethod]
    [DataRow("h.Apply(\"Model\", \"Text\", \"{|MLH3003:expand(copy)|}\").Fit(train);", "Calibration", "MLH3003:Layer expansion without recalibration",
        "expand(copy) is not followed by a recalibration: later layers get inputs that they were not made for", DisplayName = "calibration")]
    [DataRow("var m = h.Quantize(bits: 8).Fit(train); {|MLH3005:ml.Model.Save(m, train.Schema, \"m.zip\")|};", "Calibration", "MLH3005:A compressed pipeline is saved or served but never evaluated",
        "a pipeline with quantize(rtn, bits=8) is saved or served, but what the model lost is not measured", DisplayName = "information")]
    [DataRow("double s = 0.05; if (flag) s = 0.9; h.Prune(sparsity: {|MLH1003:s|}).Fit(train);", "Robustness", "MLH1003:A step is past its robustness threshold on some path",
        $"on some path {Past09}", DisplayName = "on some path")]
    [DataRow("h.Prune(sparsity: {|MLH9002:50|}).Fit(train);", "Configuration", "MLH9002:A percentage where a fraction is expected", "prune(wanda): sparsity is a fraction of 0 to 1, found 50", DisplayName = "units")]
    public Task The_reason_is_the_finding_without_the_remedy(string statements, string category, string rule, string reason)
    {
        string after = System.Text.RegularExpressions.Regex.Replace(statements, @"\{\|MLH\d+:(.*?)\|\}", "$1");
        return Fix.Members($"\nvoid M() {{ {statements} }}", $"\n{Attribute}(\"{category}\", \"{rule}\", Justification = \"Accepted: {reason}\")]\nvoid M() {{ {after} }}");
    }

    [TestMethod]
    public Task A_setting_is_quoted() => Fix.OfMembers(
        "\nvoid M() => {|MLH9006:h.Prune(sparsity: 0.1)|}.Fit(train);",
        $"\n{Attribute}(\"Configuration\", \"MLH9006:A setting in .editorconfig cannot be used\", Justification = \"Accepted: hemorrhage_threshold.prune.wanda in .editorconfig: expected sparsity of 0 to 1; found \\\"40 %\\\"\")]\nvoid M() => h.Prune(sparsity: 0.1).Fit(train);")
        .With("hemorrhage_threshold.prune.wanda = 40 %").RunAsync();

    [TestMethod]
    public Task Statements_that_no_member_has_get_pragmas() => TopLevel(
        """
        // Too much.
        h.Prune(sparsity: {|MLH1001:0.9|})
            .Fit(train); // fitted
        if (args.Length > 0)
        {
            h.Prune(sparsity: {|MLH1001:0.9|}).Fit(train);
        }
        """,
        $$"""
        // Too much.
        #pragma warning disable MLH1001 // Accepted: {{Past09}}
        h.Prune(sparsity: 0.9)
            .Fit(train); // fitted
        #pragma warning restore MLH1001
        if (args.Length > 0)
        {
            #pragma warning disable MLH1001 // Accepted: {{Past09}}
            h.Prune(sparsity: 0.9).Fit(train);
            #pragma warning restore MLH1001
        }
        """);

    [TestMethod]
    public Task Statements_on_one_line_are_parted() => TopLevel(
        "h.Quantize(bits: 8).Fit(train); h.Prune(sparsity: {|MLH1001:0.9|}).Fit(train); h.Quantize(bits: 6).Fit(train);",
        $"h.Quantize(bits: 8).Fit(train); \n#pragma warning disable MLH1001 // Accepted: {Past09}\nh.Prune(sparsity: 0.9).Fit(train);\n#pragma warning restore MLH1001\n h.Quantize(bits: 6).Fit(train);");

    [TestMethod]
    public Task The_last_line_may_have_no_end() => TopLevel(
        "h.Prune(sparsity: {|MLH1001:0.9|}).Fit(train);", $"#pragma warning disable MLH1001 // Accepted: {Past09}\nh.Prune(sparsity: 0.9).Fit(train);\n#pragma warning restore MLH1001");

    [TestMethod]
    public Task Line_ends_are_those_of_the_file() => TopLevel(
        "// Windows.\r\nh.Prune(sparsity: {|MLH1001:0.9|}).Fit(train);\r\n", $"// Windows.\r\n#pragma warning disable MLH1001 // Accepted: {Past09}\r\nh.Prune(sparsity: 0.9).Fit(train);\r\n#pragma warning restore MLH1001\r\n", "\r\n");

    [TestMethod]
    public Task The_head_of_a_class_is_left_alone()
    {
        const string Members = "} class B(IEstimator<ITransformer> e) { } class D() : B(new MLContext().Hemorrhage().Prune(sparsity: {|MLH1001:0.9|})) {";
        return Fix.Members(Members, Members);
    }

    private static Task TopLevel(string before, string after, string line = "\n")
    {
        string start = $"using Microsoft.ML;{line}using MLNetHemorrhage;{line}var ml = new MLContext();{line}var h = ml.Hemorrhage();{line}IDataView train = null;{line}";
        var test = Fix.OfSource(start + before, start + after);
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        return test.RunAsync();
    }
}
