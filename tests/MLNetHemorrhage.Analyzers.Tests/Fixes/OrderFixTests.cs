using MLNetHemorrhage.CodeFixes.Order;

namespace MLNetHemorrhage.Analyzers.Tests.Fixes;

using Fix = FixTest<OrderFixProvider>;

/// <summary>A step goes before the one that it must not come after, where nothing but their order changes by that.</summary>
[TestClass]
public sealed class OrderFixTests
{
    private const string Helpers = """
        [ModificationStep(ModificationKind.Factorize, Method = "svdllm")] static IEstimator<ITransformer> LowRank([KeptFraction] double keep = 0.95, [ModelColumn] string model = "Model") => null;
        [ModificationStep(ModificationKind.Quantize, Method = "rtn")] static IEstimator<ITransformer> Round([BitWidth] int bits = 8, [ModelColumn] string model = "Model") => null;
        IEstimator<ITransformer> Unmarked() => h.Prune(sparsity: 0.2);
        static double Next() => 0.2;

        """;

    [TestMethod]
    [DataRow("h.Quantize(bits: 8).Append({|MLH2001:h.Prune(sparsity: 0.2)|}).Fit(train);", "h.Prune(sparsity: 0.2).Append(h.Quantize(bits: 8)).Fit(train);", DisplayName = "the first link")]
    [DataRow("h.LoadLanguageModel().Append(h.Quantize(bits: 8)).Append({|MLH2001:h.Prune(sparsity: 0.2)|}).Append(h.ScoreText()).Fit(train);",
        "h.LoadLanguageModel().Append(h.Prune(sparsity: 0.2)).Append(h.Quantize(bits: 8)).Append(h.ScoreText()).Fit(train);", DisplayName = "in the middle")]
    [DataRow("h.Prune(sparsity: 0.2).Append({|MLH2004:LowRank()|}).Fit(train);", "LowRank().Append(h.Prune(sparsity: 0.2)).Fit(train);", DisplayName = "a mask that is filled")]
    [DataRow("h.Quantize(bits: 8).Append({|MLH2005:LowRank()|}).Fit(train);", "LowRank().Append(h.Quantize(bits: 8)).Fit(train);", DisplayName = "factors after quantization")]
    [DataRow("h.Quantize(new QuantizeEstimator.Options { Bits = 8 }).Append({|MLH2001:h.Prune(new() { Sparsity = 0.2 })|}).Fit(train);",
        "h.Prune(new() { Sparsity = 0.2 }).Append(h.Quantize(new QuantizeEstimator.Options { Bits = 8 })).Fit(train);", DisplayName = "options")]
    [DataRow("h.LoadLanguageModel().Append(h.Quantize(bits: 8).Append({|MLH2001:h.Prune(sparsity: 0.2)|})).Fit(train);",
        "h.LoadLanguageModel().Append(h.Prune(sparsity: 0.2).Append(h.Quantize(bits: 8))).Fit(train);", DisplayName = "nested")]
    [DataRow("h.Quantize(bits: 8).Append({|MLH2001:h.Prune(sparsity: 0.2)|}.Append(h.ScoreText())).Fit(train);",
        "h.Prune(sparsity: 0.2).Append(h.Quantize(bits: 8).Append(h.ScoreText())).Fit(train);", DisplayName = "into a nested chain")]
    [DataRow("LearningPipelineExtensions.Append(h.Quantize(bits: 8), {|MLH2001:h.Prune(sparsity: 0.2)|}).Fit(train);",
        "LearningPipelineExtensions.Append(h.Prune(sparsity: 0.2), h.Quantize(bits: 8)).Fit(train);", DisplayName = "static call")]
    [DataRow("var q = h.Quantize(bits: 8); var p = {|MLH2001:h.Prune(sparsity: 0.2)|}; q.Append(p).Fit(train);", "var q = h.Quantize(bits: 8); var p = h.Prune(sparsity: 0.2); p.Append(q).Fit(train);", DisplayName = "steps in variables")]
    [DataRow("QuantizeEstimator small = h.Quantize(bits: 8); small.Append({|MLH2001:h.Prune(sparsity: 0.2)|}).Fit(train); small.Fit(test);",
        "QuantizeEstimator small = h.Quantize(bits: 8); h.Prune(sparsity: 0.2).Append(small).Fit(train); small.Fit(test);", DisplayName = "a step in a variable")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"quantize(rtn, bits=8)\").Append({|MLH2001:h.Prune(sparsity: 0.2)|}).Fit(train);",
        "h.Prune(sparsity: 0.2).Append(h.Apply(\"Model\", \"Text\", \"quantize(rtn, bits=8)\")).Fit(train);", DisplayName = "a recipe of one step")]
    [DataRow("double s = 0.1; h.Quantize(bits: n).Append({|MLH2001:h.Prune(sparsity: Math.Min(s, 0.2))|}).Fit(train);", "double s = 0.1; h.Prune(sparsity: Math.Min(s, 0.2)).Append(h.Quantize(bits: n)).Fit(train);", DisplayName = "computed values")]
    public Task Links_of_a_chain_change_places(string before, string after) => Check(before, after);

    [TestMethod]
    [DataRow("quantize(rtn, bits=8) + {|MLH2001:prune(wanda, sparsity=0.2)|}", "prune(wanda, sparsity=0.2) + quantize(rtn, bits=8)", DisplayName = "two")]
    [DataRow("quantize(rtn, bits=8)+{|MLH2005:factorize(svdllm, keep=0.95)|}", "factorize(svdllm, keep=0.95)+quantize(rtn, bits=8)", DisplayName = "without spaces")]
    [DataRow("quantize(rtn, bits=8) + {|MLH2005:factorize(svdllm, keep=0.98)|} + {|MLH2001:prune(wanda, sparsity=0.2)|}",
        "factorize(svdllm, keep=0.98) + prune(wanda, sparsity=0.2) + quantize(rtn, bits=8)", DisplayName = "three out of order")]
    [DataRow("prune(wanda, sparsity=0.2) + quantize(rtn, bits=8) + {|MLH2004:{|MLH2005:factorize(svdllm, keep=0.98)|}|}",
        "factorize(svdllm, keep=0.98) + prune(wanda, sparsity=0.2) + quantize(rtn, bits=8)", DisplayName = "one past two")]
    public Task Steps_of_a_recipe_change_places(string before, string after) => Check($"h.Apply(\"Model\", \"Text\", \"{before}\").Fit(train);", $"h.Apply(\"Model\", \"Text\", \"{after}\").Fit(train);");

    [TestMethod]
    [DataRow("h.Quantize(bits: 8).Append({|MLH2005:LowRank(0.98)|}).Append({|MLH2001:h.Prune(sparsity: 0.2)|}).Fit(train);",
        "LowRank(0.98).Append(h.Prune(sparsity: 0.2)).Append(h.Quantize(bits: 8)).Fit(train);", DisplayName = "the first to the end")]
    [DataRow("h.Quantize(bits: 8).Append({|MLH2001:h.Prune(sparsity: 0.2)|}).Append({|MLH2004:{|MLH2005:LowRank(0.98)|}|}).Fit(train);",
        "LowRank(0.98).Append(h.Prune(sparsity: 0.2)).Append(h.Quantize(bits: 8)).Fit(train);", DisplayName = "all reversed")]
    [DataRow("h.Quantize(\"A\", bits: 8).Append({|MLH2001:h.Prune(\"A\", sparsity: 0.2)|}).Append(h.Quantize(\"B\", bits: 8)).Append({|MLH2001:h.Prune(\"B\", sparsity: 0.2)|}).Fit(train);",
        "h.Prune(\"A\", sparsity: 0.2).Append(h.Quantize(\"A\", bits: 8)).Append(h.Prune(\"B\", sparsity: 0.2)).Append(h.Quantize(\"B\", bits: 8)).Fit(train);", DisplayName = "two models")]
    [DataRow("h.Quantize(\"A\", bits: 8).Append(h.Quantize(\"B\", bits: 8)).Append({|MLH2001:h.Prune(\"A\", sparsity: 0.2)|}).Append({|MLH2001:h.Prune(\"B\", sparsity: 0.2)|}).Fit(train);",
        "h.Prune(\"A\", sparsity: 0.2).Append(h.Quantize(\"A\", bits: 8)).Append(h.Prune(\"B\", sparsity: 0.2)).Append(h.Quantize(\"B\", bits: 8)).Fit(train);", DisplayName = "two models, interleaved")]
    public Task Several_moves_of_one_chain_are_made_at_once(string before, string after) => Check(before, after);

    [TestMethod]
    [DataRow("IEstimator<ITransformer> p = h.Quantize(bits: 8); p = p.Append({|MLH2001:h.Prune(sparsity: 0.2)|}); p.Fit(train);",
        "IEstimator<ITransformer> p = h.Prune(sparsity: 0.2); p = p.Append(h.Quantize(bits: 8)); p.Fit(train);", DisplayName = "declared and reassigned")]
    [DataRow("IEstimator<ITransformer> p = h.LoadLanguageModel(); p = p.Append(h.Quantize(bits: 8)); p = p.Append({|MLH2001:h.Prune(sparsity: 0.2)|}); p.Fit(train); p.Fit(test);",
        "IEstimator<ITransformer> p = h.LoadLanguageModel(); p = p.Append(h.Prune(sparsity: 0.2)); p = p.Append(h.Quantize(bits: 8)); p.Fit(train); p.Fit(test);", DisplayName = "reassigned twice")]
    [DataRow("IEstimator<ITransformer> p = h.LoadLanguageModel().Append(h.Quantize(bits: 8)); var m = p.Append({|MLH2001:h.Prune(sparsity: 0.2)|}).Fit(train);",
        "IEstimator<ITransformer> p = h.LoadLanguageModel().Append(h.Prune(sparsity: 0.2)); var m = p.Append(h.Quantize(bits: 8)).Fit(train);", DisplayName = "appended where it is fitted")]
    [DataRow("var a = h.LoadLanguageModel().Append(h.Quantize(bits: 8)); var b = a.Append({|MLH2001:h.Prune(sparsity: 0.2)|}); b.Fit(train);",
        "var a = h.LoadLanguageModel().Append(h.Prune(sparsity: 0.2)); var b = a.Append(h.Quantize(bits: 8)); b.Fit(train);", DisplayName = "a variable for each")]
    public Task Steps_of_statements_in_a_row_change_places(string before, string after) => Check(before, after);

    [TestMethod]
    [DataRow("IEstimator<ITransformer> p = h.Quantize(bits: 8); Console.WriteLine(p); p = p.Append({|MLH2001:h.Prune(sparsity: 0.2)|}); p.Fit(train);", DisplayName = "read in between")]
    [DataRow("var p = h.LoadLanguageModel().Append(h.Quantize(bits: 8)); var m = p.Append({|MLH2001:h.Prune(sparsity: 0.2)|}).Fit(train); p.Fit(test);", DisplayName = "read afterwards")]
    [DataRow("IEstimator<ITransformer> p = h.Quantize(bits: 8); if (flag) p = p.Append({|MLH2001:h.Prune(sparsity: 0.2)|}); p.Fit(train);", DisplayName = "on a path")]
    [DataRow("h.Quantize(\"A\", bits: 8).Append(ml.Transforms.CopyColumns(\"B\", \"A\")).Append({|MLH2001:h.Prune(\"A\", sparsity: 0.2)|}).Fit(train);", DisplayName = "a copy in between")]
    [DataRow("h.Quantize(bits: 8).Append(h.ScoreText()).Append({|MLH2001:h.Prune(sparsity: 0.2)|}).Fit(train);", DisplayName = "scored in between")]
    [DataRow("h.Quantize(bits: 8).AppendCacheCheckpoint(ml).Append({|MLH2001:h.Prune(sparsity: 0.2)|}).Fit(train);", DisplayName = "cached in between")]
    [DataRow("h.Quantize(\"Model\", bits: 8).Append({|MLH2001:h.Prune(\"Model\", \"Model\", sparsity: 0.2)|}).Fit(train);", DisplayName = "columns that cross")]
    [DataRow("h.Quantize(bits: n++).Append({|MLH2001:h.Prune(sparsity: 0.2)|}).Fit(train);", DisplayName = "a side effect")]
    [DataRow("h.Quantize(bits: 8).Append({|MLH2001:h.Prune(sparsity: Next())|}).Fit(train);", DisplayName = "a call that may have side effects")]
    [DataRow("h.Quantize(bits: 8).Append({|MLH2001:Unmarked()|}).Fit(train);", DisplayName = "a helper that may give more")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"prune(wanda, sparsity=0.1) + quantize(rtn, bits=8)\").Append({|MLH2004:{|MLH2005:LowRank(0.98)|}|}).Fit(train);", DisplayName = "a recipe of several steps")]
    [DataRow("const string R = \"quantize(rtn, bits=8) + prune(wanda, sparsity=0.2)\"; h.Apply(\"Model\", \"Text\", {|MLH2001:R|}).Fit(train);", DisplayName = "a recipe that stands elsewhere")]
    [DataRow("var m = h.Quantize(bits: 8).Fit(train); {|MLH2001:h.Prune(sparsity: 0.2)|}.Fit(m.Transform(train));", DisplayName = "two pipelines")]
    [DataRow("IEstimator<ITransformer> p = h.LoadLanguageModel(); for (int i = 0; i < 3; i++) p = p.Append({|MLH2003:h.Quantize(bits: 8)|}).Append({|MLH2001:{|MLH2002:h.Prune(sparsity: 0.2)|}|}); p.Fit(train);", DisplayName = "a loop")]
    [DataRow("var q = h.Quantize(bits: 8); var p = {|MLH2001:h.Prune(sparsity: 0.2)|}; if (flag) q.Append(p).Fit(train); else q.Append(p).Fit(test);", DisplayName = "two chains of the same steps")]
    [DataRow("LanguageModelTransformer t = Round().Append({|MLH2001:h.Prune(sparsity: 0.2)|}).Fit(train).LastTransformer;", DisplayName = "types that do not fit")]
    [DataRow("h.Prune(sparsity: 0.2).Append({|MLH2002:h.Prune(sparsity: 0.3)|}).Fit(train);", DisplayName = "another order is no better")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"quantize(rtn, bits=8) + {|MLH2006:quantize(smoothquant, bits=8)|}\").Fit(train);", DisplayName = "quantized twice whatever the order")]
    public Task No_fix_is_offered_where_more_could_change(string statements) => Check(statements, statements);

    [TestMethod]
    [DataRow("quantize(rtn, bits=8) +\n    {|MLH2001:prune(wanda, sparsity=0.2)|}", "prune(wanda, sparsity=0.2) +\n    quantize(rtn, bits=8)", DisplayName = "a line for each")]
    [DataRow("quantize(rtn, bits=8) + {|MLH2005:factorize(svdllm, keep=0.98)|}\n    + {|MLH2001:prune(wanda, sparsity=0.2)|}",
        "factorize(svdllm, keep=0.98) + prune(wanda, sparsity=0.2)\n    + quantize(rtn, bits=8)", DisplayName = "across lines")]
    public Task Steps_of_a_raw_recipe_change_places(string before, string after) =>
        Check($"h.Apply(\"Model\", \"Text\", \"\"\"\n    {before}\n    \"\"\").Fit(train);", $"h.Apply(\"Model\", \"Text\", \"\"\"\n    {after}\n    \"\"\").Fit(train);");

    [TestMethod]
    public Task No_fix_is_offered_past_a_step_on_several_lines()
    {
        const string Code = "h.Apply(\"Model\", \"Text\", {|MLH2005:\"\"\"\n    quantize(rtn, bits=8)\n    + factorize(svdllm,\n        keep=0.98)\n    + {|MLH2001:prune(wanda, sparsity=0.2)|}\n    \"\"\"|}).Fit(train);";
        return Check(Code, Code);
    }

    [TestMethod]
    public Task No_fix_is_offered_across_conditions_of_the_compiler()
    {
        const string Code = "\nvar m = h.Quantize(bits: 8)\n#if !NEVER\n.Append({|MLH2001:h.Prune(sparsity: 0.2)|})\n#endif\n.Fit(train);\n";
        return Check(Code, Code);
    }

    [TestMethod]
    public Task Links_on_lines_of_their_own_take_their_comments_along() => Check(
        """
        // Small, then sparse.
        var p = h.LoadLanguageModel()
            // eight bits
            .Append(h.Quantize(new QuantizeEstimator.Options
            {
                Bits = 8,
            })) // small
            // a fifth
            .Append({|MLH2001:h.Prune(sparsity: 0.2)|})
            .Append(h.ScoreText()); // scored
        p.Fit(train);
        """,
        """
        // Small, then sparse.
        var p = h.LoadLanguageModel()
            // a fifth
            .Append(h.Prune(sparsity: 0.2))
            // eight bits
            .Append(h.Quantize(new QuantizeEstimator.Options
            {
                Bits = 8,
            })) // small
            .Append(h.ScoreText()); // scored
        p.Fit(train);
        """);

    [TestMethod]
    public Task Comments_go_with_the_first_link_too() => Check(
        """

        // The pipeline.
        var p = h.Quantize(bits: 8) // small
            // thin it out
            .Append({|MLH2001:h.Prune(sparsity: 0.2)|}) // sparse
            .Fit(train);
        """,
        """

        // The pipeline.
        // thin it out
        var p = h.Prune(sparsity: 0.2) // sparse
            .Append(h.Quantize(bits: 8)) // small
            .Fit(train);
        """);

    [TestMethod]
    public Task Comments_go_with_statements_and_inside_brackets() => Check(
        """

            // first
            IEstimator<ITransformer> p = h.Quantize(bits: 8); // small
            // second
            p = p.Append(/* a fifth */ {|MLH2001:h.Prune(sparsity: 0.2)|}); // sparse
            p.Fit(train);
        """,
        """

            // second
            IEstimator<ITransformer> p = /* a fifth */ h.Prune(sparsity: 0.2); // sparse
            // first
            p = p.Append(h.Quantize(bits: 8)); // small
            p.Fit(train);
        """);

    [TestMethod]
    public Task Links_of_several_lines_are_indented_anew_and_literals_are_not() => Check(
        """

                var m = h.Quantize(bits: 8)
                    .Append({|MLH2001:h.Prune(new()
                    {
                        Sparsity = 0.2,
                    })|})
                    .Append(h.Quantize("B", bits: 8))
                    .Append(h.Apply("B", "Text", {|MLH2001:@"prune(wanda,
                        sparsity=0.2)"|}))
                    .Fit(train);
        """,
        """

                var m = h.Prune(new()
                {
                    Sparsity = 0.2,
                })
                    .Append(h.Quantize(bits: 8))
                    .Append(h.Apply("B", "Text", @"prune(wanda,
                        sparsity=0.2)"))
                    .Append(h.Quantize("B", bits: 8))
                    .Fit(train);
        """);

    private static Task Check(string before, string after) => Fix.Members($"{Helpers} void M() {{ {before} }}", $"{Helpers} void M() {{ {after} }}");
}
