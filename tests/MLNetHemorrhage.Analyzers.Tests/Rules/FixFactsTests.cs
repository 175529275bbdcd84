using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MLNetHemorrhage.Analyzers.Reporting;
using MLNetHemorrhage.Analyzers.Tests.Flow;

namespace MLNetHemorrhage.Analyzers.Tests.Rules;

/// <summary>Diagnostics carry what a fix needs: the value, where it stands, and the other step.</summary>
[TestClass]
public sealed class FixFactsTests
{
    [TestMethod]
    [DataRow("h.Prune(sparsity: 0.9).Fit(train);", "sparsity", "0.551", "0.9", "false", DisplayName = "past")]
    [DataRow("h.Prune(sparsity: 50).Fit(train);", "sparsity", "0.5", "50", "false", DisplayName = "percent")]
    [DataRow("h.Prune(sparsity: 0.2).Append(h.Quantize(bits: 2)).Fit(train);", "bits", "4", "2", "false", DisplayName = "pruned at two bits")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"prune(wanda, sparsity=0.9)\").Fit(train);", "sparsity", "0.551", "0.9", "false", DisplayName = "in a recipe")]
    public void The_value_and_its_place(string statements, string parameter, string value, string found, string isLeftOut)
    {
        var diagnostic = Run(statements);
        Assert.AreEqual(parameter, diagnostic.Properties[FixFacts.Parameter]);
        Assert.AreEqual(value, diagnostic.Properties[FixFacts.Value]);
        Assert.AreEqual(isLeftOut, diagnostic.Properties[FixFacts.IsLeftOut]);
        Assert.AreEqual(found, Text(diagnostic, FixFacts.ValuePlace));
    }

    [TestMethod]
    public void The_other_step() =>
        Assert.AreEqual("h.Quantize(bits: 8)", Text(Run("h.Quantize(bits: 8).Append(h.Prune(sparsity: 0.2)).Fit(train);"), FixFacts.OtherPlace));

    private static string Text(Diagnostic diagnostic, string place)
    {
        var location = diagnostic.AdditionalLocations[int.Parse(diagnostic.Properties[place]!, System.Globalization.CultureInfo.InvariantCulture)];
        return location.SourceTree!.GetText().ToString(location.SourceSpan);
    }

    private static Diagnostic Run(string statements) => FlowText.Compile(FlowText.Whole($"void M() {{ {statements} }}"))
        .WithAnalyzers([new ModificationPipelineAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().Single();
}
