using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace MLNetHemorrhage.Analyzers.Tests.Verifier;

using Verify = CSharpCodeFixVerifier<BadNameAnalyzer, BadNameFix, DefaultVerifier>;

/// <summary>The verifier fails when it must. Whatever stands behind it, the stand-in or the package, these hold.</summary>
[TestClass]
public sealed class VerifierTests
{
    [TestMethod]
    public async Task What_is_expected_passes()
    {
        await Verify.VerifyAnalyzerAsync("class Good { }");
        await Verify.VerifyAnalyzerAsync("class [|Bad|] { }");
        await Verify.VerifyAnalyzerAsync("class {|TEST1:Bad|} { } class {|TEST1:Bad|}<T> { }");
        await Verify.VerifyAnalyzerAsync("class {|#0:Bad|} { }", Verify.Diagnostic("TEST1").WithLocation(0).WithArguments("Bad").WithSeverity(DiagnosticSeverity.Warning));
        await Verify.VerifyAnalyzerAsync("class Bad { }", Verify.Diagnostic().WithSpan(1, 7, 1, 10).WithMessage("Bad is a bad name"));
        await Verify.VerifyAnalyzerAsync("class C { {|CS0246:Missing|} x; }");
    }

    [TestMethod]
    public Task A_missing_diagnostic_fails() => Fails("class [|Good|] { }", "missing: /0/Test0.cs(1,7,1,11): any severity TEST1");

    [TestMethod]
    public Task A_diagnostic_that_is_not_expected_fails_and_is_shown_in_the_source() => Fails("class Bad { }", "class Bad { }\n      ^^^ TEST1: Bad is a bad name");

    [TestMethod]
    public Task The_wrong_span_fails() => Fails("[|class|] Bad { }", "missing");

    [TestMethod]
    public Task The_wrong_id_fails() => Fails("class {|TEST2:Bad|} { }", "missing");

    [TestMethod]
    public Task The_wrong_message_fails() => Fails("class {|#0:Bad|} { }", "missing", Verify.Diagnostic().WithLocation(0).WithMessage("Bad is bad"));

    [TestMethod]
    public Task The_wrong_severity_fails() => Fails("class {|#0:Bad|} { }", "missing", Verify.Diagnostic().WithLocation(0).WithSeverity(DiagnosticSeverity.Error));

    [TestMethod]
    public Task Code_that_does_not_compile_fails() => Fails("class Good { Missing x; }", "CS0246");

    [TestMethod]
    public async Task An_exception_in_the_analyzer_fails() =>
        StringAssert.Contains((await Assert.ThrowsExactlyAsync<InvalidOperationException>(
            () => CSharpAnalyzerVerifier<ThrowingAnalyzer, DefaultVerifier>.VerifyAnalyzerAsync("class C { }"))).Message, "on purpose", StringComparison.Ordinal);

    [TestMethod]
    public async Task A_rule_that_ignores_generated_code_must_not_be_seen_there() =>
        StringAssert.Contains((await Assert.ThrowsExactlyAsync<InvalidOperationException>(
            () => CSharpAnalyzerVerifier<IntrusiveAnalyzer, DefaultVerifier>.VerifyAnalyzerAsync("class [|Bad|] { }"))).Message, "Generated code", StringComparison.Ordinal);

    [TestMethod]
    public async Task A_fix_passes_one_at_a_time_and_all_at_once() =>
        await Verify.VerifyCodeFixAsync("class [|Bad|] { } class [|Bad|]<T> { }", "class Good { } class Good<T> { }");

    [TestMethod]
    public async Task A_fix_with_another_result_fails() =>
        StringAssert.Contains((await Assert.ThrowsExactlyAsync<InvalidOperationException>(
            () => Verify.VerifyCodeFixAsync("class [|Bad|] { }", "class Better { }"))).Message, "not as expected", StringComparison.Ordinal);

    [TestMethod]
    public async Task A_fix_that_does_nothing_fails() =>
        StringAssert.Contains((await Assert.ThrowsExactlyAsync<InvalidOperationException>(
            () => CSharpCodeFixVerifier<BadNameAnalyzer, IdleFix, DefaultVerifier>.VerifyCodeFixAsync("class [|Bad|] { }", "class Bad { }"))).Message, "changed nothing", StringComparison.Ordinal);

    [TestMethod]
    public async Task Settings_and_additional_files_reach_the_analyzer()
    {
        var test = new CSharpAnalyzerTest<BadNameAnalyzer, DefaultVerifier> { TestCode = "class Bad { } class [|Worse|] { }" };
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\nbad_name = Worse\n"));
        await test.RunAsync();

        test = new() { TestCode = "class Fine { }" };
        test.TestState.AdditionalFiles.Add(("/0/names.txt", "[|!|]names"));
        await test.RunAsync();
    }

    private static async Task Fails(string source, string message, params DiagnosticResult[] expected)
    {
        var failure = await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => Verify.VerifyAnalyzerAsync(source, expected));
        StringAssert.Contains(failure.Message.ReplaceLineEndings("\n"), message, StringComparison.Ordinal);
    }
}
