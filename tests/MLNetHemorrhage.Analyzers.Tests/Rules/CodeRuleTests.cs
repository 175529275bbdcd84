namespace MLNetHemorrhage.Analyzers.Tests.Rules;

/// <summary>Rules about calibration, evaluation, order and units in code; where nothing is marked, nothing may be said.</summary>
[TestClass]
public sealed class CodeRuleTests
{
    private const string Helpers = """
        [ModificationStep(ModificationKind.Expand, Method = "copy")] static IEstimator<ITransformer> Deeper([ModelColumn] string model = "Model") => null;
        [ModificationStep(ModificationKind.Decode, Method = "greedy")] static IEstimator<ITransformer> Greedy([ModelColumn] string model = "Model") => null;
        [ModificationStep(ModificationKind.Factorize, Method = "svdllm")] static IEstimator<ITransformer> LowRank([KeptFraction] double keep, [ModelColumn] string model = "Model") => null;
        [ModificationStep(ModificationKind.Prune, Method = "wanda")] static IEstimator<ITransformer> Thin([RemovedFraction] double share = 0.1, [CalibrationColumn] string text = null) => null;
        [RecalibratesModel] static IEstimator<ITransformer> Recalibrate([ModelColumn] string model = "Model") => null;
        static void Serve([ServesModel] ITransformer model) { }
        [EvaluatesModel] static double Loss([EvaluationData] IDataView rows) => 0;
        class Document { public string Text { get; set; } }

        """;

    [TestMethod]
    [DataRow("var m = h.Prune(sparsity: 0.3).Fit(train); {|MLH3001:h.Evaluate(m.Transform(train))|};", DisplayName = "same field")]
    [DataRow("var split = ml.Data.TrainTestSplit(train); var m = h.Prune(sparsity: 0.3).Fit(split.TestSet); {|MLH3001:h.Evaluate(m.Transform(split.TestSet))|};", DisplayName = "test set")]
    [DataRow("var data = test; var m = h.Prune(sparsity: 0.3).Fit(data); {|MLH3001:h.Evaluate(m.Transform(test))|};", DisplayName = "by another name")]
    [DataRow("var m = h.Prune(sparsity: 0.3).Fit(train); {|MLH3001:Loss(m.Transform(train))|};", DisplayName = "a measure of one's own")]
    [DataRow("var m = h.Apply(\"Model\", \"Text\", \"prune(wanda, sparsity=0.3)\").Fit(train); {|MLH3001:h.Evaluate(m.Transform(train))|};", DisplayName = "recipe")]
    [DataRow("var m = h.Prune(sparsity: 0.3).Fit(train); h.Evaluate(m.Transform(test));", DisplayName = "other data")]
    [DataRow("var split = ml.Data.TrainTestSplit(train); var m = h.Prune(sparsity: 0.3).Fit(split.TrainSet); h.Evaluate(m.Transform(split.TestSet));", DisplayName = "split")]
    [DataRow("var m = h.Prune(sparsity: 0.1, method: PruningMethod.Magnitude).Fit(train); h.Evaluate(m.Transform(train));", DisplayName = "a method without calibration")]
    [DataRow("var m = h.Quantize(bits: 8).Fit(train); h.Evaluate(m.Transform(train));", DisplayName = "round to nearest")]
    [DataRow("var m = h.Prune(\"A\", sparsity: 0.3).Append(h.Quantize(\"B\", bits: 8)).Fit(train); h.Evaluate(m.Transform(train), modifiedModelColumnName: \"B\");", DisplayName = "the other model is calibrated")]
    [DataRow("IDataView Rows(string text) => ml.Data.LoadFromEnumerable(new List<Document> { new() { Text = text } }); var m = h.Prune(sparsity: 0.3).Fit(Rows(\"a\")); h.Evaluate(m.Transform(Rows(\"b\")));", DisplayName = "a helper that is called twice")]
    public Task Calibration_on_evaluation_data(string statements) => Check(statements);

    [TestMethod]
    [DataRow("{|MLH3002:h.Prune(sparsity: 0.3)|}.Fit(ml.Data.LoadFromEnumerable(new List<Document>()));", DisplayName = "empty list")]
    [DataRow("var none = ml.Data.LoadFromEnumerable(Array.Empty<Document>()); {|MLH3002:h.Prune(sparsity: 0.3)|}.Fit(none);", DisplayName = "empty array in a local")]
    [DataRow("{|MLH3002:h.Prune(sparsity: 0.3)|}.Fit(ml.Data.LoadFromEnumerable(new Document[0]));", DisplayName = "array of length 0")]
    [DataRow("{|MLH3002:h.Prune(sparsity: 0.3)|}.Fit(ml.Data.LoadFromEnumerable(Enumerable.Empty<Document>()));", DisplayName = "empty enumeration")]
    [DataRow("{|MLH3002:h.Prune(sparsity: 0.3)|}.Fit(ml.Data.LoadFromEnumerable<Document>([]));", DisplayName = "collection expression")]
    [DataRow("{|MLH3002:h.Prune(calibrationColumnName: \"\", sparsity: 0.3)|}.Fit(train);", DisplayName = "empty name")]
    [DataRow("{|MLH3002:h.Prune(calibrationColumnName: null, sparsity: 0.3)|}.Fit(train);", DisplayName = "null")]
    [DataRow("h.Apply(\"Model\", \"\", \"{|MLH3002:prune(wanda, sparsity=0.3)|}\").Fit(train);", DisplayName = "recipe")]
    [DataRow("{|MLH3002:Thin()|}.Fit(train);", DisplayName = "default of an annotated helper")]
    [DataRow("Thin(text: \"Text\").Fit(train);", DisplayName = "annotated helper")]
    [DataRow("Thin(text: Console.ReadLine()).Fit(train);", DisplayName = "not known")]
    [DataRow("h.Prune(sparsity: 0.3).Fit(ml.Data.LoadFromEnumerable(new List<Document> { new() { Text = \"a\" } }));", DisplayName = "a list with rows")]
    [DataRow("h.Prune(sparsity: 0.3).Fit(ml.Data.LoadFromEnumerable(new Document[n]));", DisplayName = "array of unknown length")]
    [DataRow("h.Quantize(bits: 8).Fit(ml.Data.LoadFromEnumerable(new List<Document>()));", DisplayName = "a method without calibration")]
    [DataRow("{|MLH3002:h.Prune(new PruneEstimator.Options { Method = PruningMethod.Magnitude, Sparsity = 0.1, CalibrationColumnName = \"\", Allocation = MLNetHemorrhage.Modifications.Pruning.LayerAllocation.Owl })|}.Fit(train);", DisplayName = "an allocation")]
    [DataRow("h.Prune(new PruneEstimator.Options { Method = PruningMethod.Magnitude, Sparsity = 0.1, CalibrationColumnName = \"\", Allocation = MLNetHemorrhage.Modifications.Pruning.LayerAllocation.Uniform }).Fit(train);", DisplayName = "the uniform allocation")]
    [DataRow("h.Apply(\"Model\", \"\", \"{|MLH3002:prune(magnitude, sparsity=0.1, allocation=sensitivity)|}\").Fit(train);", DisplayName = "an allocation in a recipe")]
    [DataRow("h.Apply(\"Model\", \"\", \"{|MLH3002:quantize(rtn, group=32, averageBits=5)|}\").Fit(train);", DisplayName = "an average of bits in a recipe")]
    [DataRow("h.Apply(\"Model\", \"\", \"{|MLH3002:quantize(ggml, type=q4_k, importance=true)|}\").Fit(train);", DisplayName = "importance in a recipe")]
    [DataRow("h.Apply(\"Model\", \"\", \"quantize(ggml, type=q4_k, importance=false)\").Fit(train);", DisplayName = "ggml without importance in a recipe")]
    [DataRow("{|MLH3002:h.Quantize(new QuantizeEstimator.Options { Method = QuantizationMethod.Ggml, Importance = true, CalibrationColumnName = \"\" })|}.Fit(train);", DisplayName = "importance in options")]
    public Task Missing_calibration(string statements) => Check(statements);

    [TestMethod]
    public Task Options_without_bits_have_those_of_the_method() =>
        RuleTest.OfStatements("{|MLH1001:h.Quantize(new QuantizeEstimator.Options { Method = QuantizationMethod.LlmInt8 })|}.Fit(train);")
            .With("own.hemorrhage-thresholds.txt", "threshold step=quantize method=llmint8 coordinate=bits s0=0.4 low=0.3 high=0.45 measuredOn=mine").RunAsync();

    [TestMethod]
    public async Task Every_method_that_reads_activations_needs_calibration()
    {
        foreach (var (method, word) in new[] { ("SparseGpt", "sparsegpt"), ("Ria", "ria"), ("Admm", "admm"), ("Dsnot", "dsnot"), ("Gradient", "gradient"), ("GradientAware", "gradientAware") })
        {
            await Check($"{{|MLH3002:h.Prune(calibrationColumnName: \"\", sparsity: 0.3, method: PruningMethod.{method})|}}.Fit(train);");
            await Check($"var m = h.Prune(sparsity: 0.3, method: PruningMethod.{method}).Fit(train); {{|MLH3001:h.Evaluate(m.Transform(train))|}};");
            await Check($"h.Apply(\"Model\", \"\", \"{{|MLH3002:prune({word}, sparsity=0.3)|}}\").Fit(train);");
        }
    }

    [TestMethod]
    [DataRow("{|MLH3003:Deeper()|}.Fit(train);", DisplayName = "alone")]
    [DataRow("{|MLH3003:Deeper()|}.Append(h.Quantize(bits: 8)).Fit(train);", DisplayName = "other steps after it")]
    [DataRow("Recalibrate().Append({|MLH3003:Deeper()|}).Fit(train);", DisplayName = "calibrated before")]
    [DataRow("{|MLH3003:Deeper(\"A\")|}.Append(Recalibrate(\"B\")).Fit(train);", DisplayName = "another model")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"{|MLH3003:expand(copy)|}\").Fit(train);", DisplayName = "recipe")]
    [DataRow("Deeper().Append(Recalibrate()).Fit(train);", DisplayName = "calibrated after it")]
    [DataRow("Deeper().Append(h.Quantize(bits: 8)).Append(Recalibrate()).Fit(train);", DisplayName = "calibrated at the end")]
    [DataRow("var m = Deeper().Fit(train); Recalibrate().Fit(m.Transform(train));", DisplayName = "calibrated in a second pipeline")]
    [DataRow("Deeper().Append(field).Fit(train);", DisplayName = "a step that is not known")]
    [DataRow("{|MLH3004:Greedy()|}.Fit(train);", DisplayName = "decoding")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"{|MLH3004:decode(greedy)|}\").Append(h.ScoreText()).Fit(train);", DisplayName = "decoding in a recipe")]
    [DataRow("Greedy().Append(Recalibrate()).Fit(train);", DisplayName = "decoding calibrated")]
    [DataRow("h.LoadLanguageModel().Append(Greedy()).Append(Recalibrate()).Fit(train);", DisplayName = "decoding calibrated in a chain")]
    public Task Recalibration(string statements) => Check(statements);

    [TestMethod]
    [DataRow("var m = h.Quantize(bits: 8).Fit(train); {|MLH3005:ml.Model.Save(m, train.Schema, \"m.zip\")|};", DisplayName = "saved")]
    [DataRow("var m = h.Quantize(bits: 8).Fit(train); {|MLH3005:ml.Model.CreatePredictionEngine<Document, Document>(m)|};", DisplayName = "served")]
    [DataRow("{|MLH3005:Serve(h.Quantize(bits: 8).Fit(train))|};", DisplayName = "served by one's own method")]
    [DataRow("var m = h.Quantize(bits: 8).Fit(train); {|MLH3005:ml.Model.Save(m, train.Schema, \"m.zip\")|}; var other = h.Quantize(bits: 6).Fit(train); h.Evaluate(other.Transform(test));", DisplayName = "another is evaluated")]
    [DataRow("var m = h.Quantize(bits: 8).Fit(train); h.Evaluate(m.Transform(test)); ml.Model.Save(m, train.Schema, \"m.zip\");", DisplayName = "evaluated")]
    [DataRow("var m = h.Quantize(bits: 8).Fit(train); ml.Model.Save(m, train.Schema, \"m.zip\"); h.Evaluate(m.Transform(test));", DisplayName = "evaluated later")]
    [DataRow("var m = h.Quantize(bits: 8).Fit(train); h.CompareScores(train, m.Transform(test)); ml.Model.Save(m, train.Schema, \"m.zip\");", DisplayName = "compared")]
    [DataRow("var m = h.Quantize(bits: 8).Fit(train); Console.WriteLine(m); ml.Model.Save(m, train.Schema, \"m.zip\");", DisplayName = "given away")]
    [DataRow("var m = h.LoadLanguageModel().Append(h.ScoreText()).Fit(train); ml.Model.Save(m, train.Schema, \"m.zip\");", DisplayName = "nothing modified")]
    public Task Evaluation(string statements) => Check(statements);

    [TestMethod]
    [DataRow("double keep = 0.3; h.Prune(sparsity: {|MLH9005:keep|}).Fit(train);", DisplayName = "keep for sparsity")]
    [DataRow("double keptShare = 0.9; h.Prune(sparsity: {|MLH9005:keptShare|}).Fit(train);", DisplayName = "past as well")]
    [DataRow("const double DENSITY = 0.3; h.Prune(sparsity: {|MLH9005:DENSITY|}).Fit(train);", DisplayName = "density")]
    [DataRow("double retained_share = 0.3; h.Prune(new PruneEstimator.Options { Sparsity = {|MLH9005:retained_share|} }).Fit(train);", DisplayName = "in options")]
    [DataRow("double removed = 0.9; LowRank({|MLH9005:removed|}).Fit(train);", DisplayName = "removed for keep")]
    [DataRow("LowRank({|MLH9005:0.1|}).Fit(train);", DisplayName = "a tenth kept")]
    [DataRow("double keep = 0.7; h.Prune(sparsity: 1 - keep).Fit(train);", DisplayName = "the other share")]
    [DataRow("double sparsity = 0.3; h.Prune(sparsity: sparsity).Fit(train);", DisplayName = "named right")]
    [DataRow("double keep = 0.9; LowRank(keep).Fit(train);", DisplayName = "keep for keep")]
    [DataRow("double share = 0.3; h.Prune(sparsity: share).Fit(train);", DisplayName = "says nothing")]
    [DataRow("double keeper = 0.3; h.Prune(sparsity: keeper).Fit(train);", DisplayName = "another word")]
    [DataRow("h.Prune(sparsity: {|MLH9002:50|}).Fit(train);", DisplayName = "percent")]
    [DataRow("LowRank({|MLH9002:90|}).Fit(train);", DisplayName = "kept percent")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"prune(wanda, sparsity={|MLH9002:30|})\").Fit(train);", DisplayName = "percent in a recipe")]
    [DataRow("h.Prune(sparsity: 0.3).Fit(train);", DisplayName = "fraction")]
    [DataRow("h.Quantize(bits: 8).Fit(train);", DisplayName = "bits are no fraction")]
    public Task Units(string statements) => Check(statements);

    [TestMethod]
    [DataRow("h.Apply(\"Model\", \"Text\", \"quantize(rtn, bits=8, group=32, group=64)\").Fit(train);", DisplayName = "a parameter twice")]
    [DataRow("h.Prune(sparsity: double.NaN).Append(h.Quantize(bits: 8)).Fit(train);", DisplayName = "no number")]
    [DataRow("h.Prune(sparsity: {|MLH9002:double.PositiveInfinity|}).Fit(train);", DisplayName = "infinite")]
    [DataRow("h.Prune(sparsity: -3).Append(h.Quantize(bits: int.MaxValue)).Fit(train);", DisplayName = "negative")]
    [DataRow("h.Quantize(bits: {|MLH1005:int.MinValue|}).Append({|MLH2005:LowRank({|MLH1001:-5|})|}).Fit(train);", DisplayName = "far out")]
    public Task Values_that_make_no_sense(string statements) => Check(statements);

    [TestMethod]
    [DataRow("h.Quantize(bits: 8).Append({|MLH2001:h.Prune(sparsity: 0.2)|}).Fit(train);", DisplayName = "quantized first")]
    [DataRow("h.Prune(sparsity: 0.2).Append(h.Quantize(bits: 8)).Fit(train);", DisplayName = "pruned first")]
    [DataRow("h.Prune(sparsity: 0.2).Append({|MLH2002:h.Prune(sparsity: 0.3)|}).Fit(train);", DisplayName = "pruned twice")]
    [DataRow("IEstimator<ITransformer> p = h.LoadLanguageModel(); for (int i = 0; i < n; i++) p = p.Append({|MLH2002:h.Prune(sparsity: 0.2)|}); p.Fit(train);", DisplayName = "pruned in a loop")]
    [DataRow("IEstimator<ITransformer> p = h.LoadLanguageModel(); for (int i = 0; i < n; i++) h.LoadLanguageModel().Append(h.Prune(sparsity: 0.2)).Fit(train);", DisplayName = "a pipeline for each turn")]
    [DataRow("h.Quantize(bits: 8).Append({|MLH2003:h.Quantize(bits: 6)|}).Fit(train);", DisplayName = "quantized twice")]
    [DataRow("var m = h.Quantize(bits: 8).Fit(train); {|MLH2003:h.Quantize(bits: 6)|}.Fit(m.Transform(train));", DisplayName = "quantized again in a second pipeline")]
    [DataRow("h.Quantize(\"A\", bits: 8).Append(h.Quantize(\"B\", bits: 6)).Fit(train);", DisplayName = "two models")]
    [DataRow("h.Prune(sparsity: 0.2).Append({|MLH2004:LowRank(0.9)|}).Fit(train);", DisplayName = "zeros filled again")]
    [DataRow("LowRank(0.9).Append(h.Prune(sparsity: 0.2)).Fit(train);", DisplayName = "factorized, then pruned")]
    [DataRow("h.Quantize(bits: 8).Append({|MLH2005:LowRank(0.9)|}).Fit(train);", DisplayName = "factorized after quantization")]
    [DataRow("LowRank(0.9).Append(h.Quantize(bits: 8)).Fit(train);", DisplayName = "factorized, then quantized")]
    [DataRow("if (flag) h.Quantize(bits: 8).Fit(train); else h.Prune(sparsity: 0.2).Fit(train);", DisplayName = "one or the other")]
    [DataRow("h.Prune(sparsity: 0.2).Append({|MLH1007:h.Quantize(bits: 2)|}).Fit(train);", DisplayName = "pruned at two bits")]
    [DataRow("h.Quantize(bits: {|MLH1005:2|}).Fit(train);", DisplayName = "two bits")]
    [DataRow("h.Quantize(bits: {|MLH1002:3|}).Fit(train);", DisplayName = "three bits")]
    public Task Order_and_pairs(string statements) => Check(statements);

    private static Task Check(string statements) => RuleTest.Members($"{Helpers} void M() {{ {statements} }}");
}
