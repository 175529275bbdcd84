using Microsoft.CodeAnalysis.CSharp;
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
    public static Task Statements(string statements) => OfStatements(statements).RunAsync();

    /// <summary>Checks members of that class.</summary>
    public static Task Members(string members) => OfMembers(members).RunAsync();

    /// <summary>The test of statements, to be run.</summary>
    public static RuleTest OfStatements(string statements) => OfMembers($"void M() {{ {statements} }}");

    /// <summary>The test of members, to be run.</summary>
    public static RuleTest OfMembers(string members) => OfSource(FlowText.Whole(members));

    /// <summary>The test of a whole file, to be run.</summary>
    public static RuleTest OfSource(string source) => new(source);

    /// <summary>With lines of <c>.editorconfig</c> for C# files.</summary>
    public RuleTest With(string settings)
    {
        TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n[*.cs]\n{settings}\n"));
        return this;
    }

    /// <summary>In the newest language.</summary>
    public RuleTest WithPreview()
    {
        SolutionTransforms.Add((solution, project) => solution.WithProjectParseOptions(project, new CSharpParseOptions(LanguageVersion.Preview)));
        return this;
    }

    /// <summary>With a threshold file; its first line is given.</summary>
    public RuleTest With(string fileName, string lines)
    {
        TestState.AdditionalFiles.Add(($"/0/{fileName}", $"#hemorrhage-thresholds 1\n{lines}\n"));
        return this;
    }
}
