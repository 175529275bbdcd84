namespace MLNetHemorrhage.Analyzers.Tests.Rules;

/// <summary>The protocol that code measures under counts like the declared one, and goes before it. What is known of Wanda was measured under wikitext:4096.</summary>
[TestClass]
public sealed class ProtocolTests
{
    private const string Model = "var m = {|MLH9003:h.Prune(sparsity: 0.3)|}.Fit(train);";
    private const string Inside = "var m = h.Prune(sparsity: 0.3).Fit(train);";

    [TestMethod]
    [DataRow(Model + "h.Evaluate(m.Transform(test), protocol: Protocol.Documents(100));", DisplayName = "documents")]
    [DataRow(Model + "h.Evaluate(m.Transform(test), \"Text\", \"Baseline\", \"Model\", Protocol.Wikitext());", DisplayName = "another length, by default")]
    [DataRow(Model + "h.Evaluate(m.Transform(test), protocol: Protocol.Parse(\"chunks:512\"));", DisplayName = "text")]
    [DataRow(Model + "var p = Protocol.Windows(characters: 65536, context: 512); h.Evaluate(m.Transform(test), protocol: p);", DisplayName = "local")]
    [DataRow(Model + "int count = 100; h.Evaluate(m.Transform(test), protocol: Protocol.Documents(count));", DisplayName = "size in a local")]
    [DataRow(Model + "var run = h.RunBaseline(test, protocol: Protocol.Documents(100)); h.Evaluate(m.Transform(test), run);", DisplayName = "run of the base model")]
    [DataRow(Model + "h.Evaluate(m.Transform(test), protocol: Protocol.Wikitext(4096)); h.Evaluate(m.Transform(test), protocol: Protocol.Documents(100));", DisplayName = "under two")]
    [DataRow(Model + "h.Evaluate(m.Transform(test), protocol: flag ? Protocol.Documents(100) : Protocol.Documents(20));", DisplayName = "one or the other")]
    [DataRow(Inside + "h.Evaluate(m.Transform(test), protocol: Protocol.Wikitext(4096));", DisplayName = "the same")]
    [DataRow(Inside + "h.Evaluate(m.Transform(test), protocol: Protocol.Wikitext(4096, begin: true));", DisplayName = "the same, with an option that the record leaves out")]
    [DataRow(Inside + "h.Evaluate(m.Transform(test), protocol: Protocol.Parse(\"wikitext:4096, bos=true\"));", DisplayName = "the same as text")]
    [DataRow(Inside + "h.Evaluate(m.Transform(test));", DisplayName = "left out")]
    [DataRow(Inside + "h.Evaluate(m.Transform(test), protocol: null);", DisplayName = "null")]
    [DataRow(Inside + "h.Evaluate(m.Transform(test), protocol: Protocol.Documents(n));", DisplayName = "size that is not known")]
    [DataRow(Inside + "h.Evaluate(m.Transform(test), protocol: Protocol.Parse(Console.ReadLine()));", DisplayName = "text that is not known")]
    [DataRow(Inside + "h.Evaluate(m.Transform(test), protocol: Protocol.Parse(\"documents\"));", DisplayName = "no protocol")]
    [DataRow(Inside + "var other = {|MLH9003:h.Prune(sparsity: 0.3)|}.Fit(train); h.Evaluate(other.Transform(test), protocol: Protocol.Documents(100));", DisplayName = "of another pipeline")]
    [DataRow("var m = h.Prune(\"A\", sparsity: 0.3).Append({|MLH9003:h.Prune(\"B\", sparsity: 0.3)|}).Fit(train); h.Evaluate(m.Transform(test), modifiedModelColumnName: \"B\", protocol: Protocol.Documents(100));", DisplayName = "of another model")]
    public Task Code_says_it(string statements) => Members($"void M() {{ {statements} }}");

    [TestMethod]
    [DataRow("static readonly Protocol Short = Protocol.Documents(100); void M() { " + Model + "h.Evaluate(m.Transform(test), protocol: Short); }", DisplayName = "field")]
    [DataRow("static Protocol Short => Protocol.Parse(Text); const string Text = \"documents:100\"; void M() { " + Model + "h.Evaluate(m.Transform(test), protocol: Short); }", DisplayName = "property and constant")]
    [DataRow("Protocol Short(int count) => Protocol.Documents(count); void M() { " + Model + "h.Evaluate(m.Transform(test), protocol: Short(100)); }", DisplayName = "helper")]
    [DataRow("double Loss(IDataView rows, Protocol under) => h.Evaluate(rows, protocol: under).LnRatio; void M() { " + Model + "Loss(m.Transform(test), Protocol.Documents(100)); }", DisplayName = "handed to a helper")]
    [DataRow("IEstimator<ITransformer> Thin() => h.Prune(sparsity: 0.3); void M() { var m = {|MLH9003:Thin()|}.Fit(train); h.Evaluate(m.Transform(test), protocol: Protocol.Documents(100)); }", DisplayName = "a helper makes the step")]
    [DataRow("[EvaluatesModel] static double Loss([EvaluationData] IDataView rows, Protocol under) => 0; void M() { " + Model + "Loss(m.Transform(test), Protocol.Documents(100)); }", DisplayName = "a measure of one's own")]
    [DataRow("Protocol under = Protocol.Documents(100); void M() { " + Inside + "h.Evaluate(m.Transform(test), protocol: under); }", DisplayName = "a field that may change")]
    public Task Members_say_it(string members) => Members(members);

    [TestMethod]
    [DataRow("documents:100", Inside + "h.Evaluate(m.Transform(test), protocol: Protocol.Wikitext(4096));", DisplayName = "the code is right")]
    [DataRow("wikitext:4096", Model + "h.Evaluate(m.Transform(test), protocol: Protocol.Documents(100));", DisplayName = "the settings are right")]
    [DataRow("documents:100", Model + "h.Evaluate(m.Transform(test));", DisplayName = "the code does not say")]
    [DataRow("documents:100", Model + "h.Evaluate(m.Transform(test), protocol: Protocol.Documents(n));", DisplayName = "the code is not known")]
    [DataRow("documents:100", "var m = {|MLH9003:h.Prune(\"A\", sparsity: 0.3)|}.Append(h.Prune(\"B\", sparsity: 0.3)).Fit(train); h.Evaluate(m.Transform(test), modifiedModelColumnName: \"B\", protocol: Protocol.Wikitext(4096));", DisplayName = "for one model of two")]
    public Task The_code_goes_before_the_settings(string setting, string statements) =>
        RuleTest.OfSource(Source($"void M() {{ {statements} }}")).With($"hemorrhage_protocol = {setting}").RunAsync();

    [TestMethod]
    public Task The_protocol_of_the_code_chooses_records() => RuleTest.OfSource(Source(
            "void M() { var m = h.Prune(sparsity: {|MLH1001:0.45|}).Fit(train); h.Evaluate(m.Transform(test), protocol: Protocol.Documents(100)); }"))
        .With("mine.hemorrhage-thresholds.txt",
            "threshold step=prune method=wanda coordinate=sparsity s0=0.4 protocol=documents:100\nthreshold step=prune method=wanda coordinate=sparsity s0=0.6 protocol=chunks:512").RunAsync();

    private static Task Members(string members) => RuleTest.OfSource(Source(members)).RunAsync();

    private static string Source(string members) => "using MLNetHemorrhage.Evaluation;\n" + Flow.FlowText.Whole(members);
}
