using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Testing;
using MLNetHemorrhage.Analyzers.Tests.Flow;

namespace MLNetHemorrhage.Analyzers.Tests.Fixes;

/// <summary>A test of a code fix: sources see ML.NET and the product. Fixes are applied one at a time and all at once, with the same result.</summary>
internal sealed class FixTest<TFix> : CSharpCodeFixTest<ModificationPipelineAnalyzer, TFix, DefaultVerifier>
    where TFix : CodeFixProvider, new()
{
    private FixTest(string source, string fixedSource)
    {
        TestCode = source;
        FixedCode = fixedSource;
        TestState.AdditionalReferences.AddRange(References.Product);
        // The tests of the rules have seen to these.
        TestBehaviors = TestBehaviors.SkipGeneratedCodeCheck | TestBehaviors.SkipSuppressionCheck;
    }

    /// <summary>Checks the statements of a method, before and after.</summary>
    public static Task Statements(string before, string after) => OfStatements(before, after).RunAsync();

    /// <summary>Checks members of a class, before and after.</summary>
    public static Task Members(string before, string after) => OfMembers(before, after).RunAsync();

    /// <summary>The test of statements, to be run.</summary>
    public static FixTest<TFix> OfStatements(string before, string after) => OfMembers($"void M() {{ {before} }}", $"void M() {{ {after} }}");

    /// <summary>The test of members, to be run.</summary>
    public static FixTest<TFix> OfMembers(string before, string after) => OfSource(FlowText.Whole(before), FlowText.Whole(after));

    /// <summary>The test of a whole file, to be run.</summary>
    public static FixTest<TFix> OfSource(string before, string after) => new(before, after);

    /// <summary>With lines of <c>.editorconfig</c> for C# files.</summary>
    public FixTest<TFix> With(string settings)
    {
        TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n[*.cs]\n{settings}\n"));
        return this;
    }

    /// <summary>With a threshold file; its first line is given.</summary>
    public FixTest<TFix> With(string fileName, string lines)
    {
        TestState.AdditionalFiles.Add(($"/0/{fileName}", $"#hemorrhage-thresholds 1\n{lines}\n"));
        return this;
    }
}
