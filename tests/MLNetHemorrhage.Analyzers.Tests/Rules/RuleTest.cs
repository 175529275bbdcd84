using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using MLNetHemorrhage.Analyzers.Tests.Flow;

namespace MLNetHemorrhage.Analyzers.Tests.Rules;

/// <summary>A test of the rules: sources see ML.NET and the product.</summary>
internal sealed class RuleTest : CSharpAnalyzerTest<ModificationPipelineAnalyzer, DefaultVerifier>
{
    private RuleTest(string source)
    {
        TestCode = source;
        TestState.AdditionalReferences.AddRange(References.Product);
    }

    /// <summary>Checks the statements of a method of a class with a catalog <c>h</c>, data <c>train</c> and <c>test</c>, and a <c>flag</c>.</summary>
    public static Task Statements(string statements) => Members($"void M() {{ {statements} }}");

    /// <summary>Checks members of that class.</summary>
    public static Task Members(string members) => new RuleTest(FlowText.Whole(members)).RunAsync();
}
