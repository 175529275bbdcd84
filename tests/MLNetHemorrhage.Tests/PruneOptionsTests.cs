using System.Reflection;
using MLNetHemorrhage.Checkpoints.Packages;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifications.Pruning;

namespace MLNetHemorrhage.Tests;

/// <summary>The options of pruning are the parameters of recipes: none is lost, and none is taken that the method does not have.</summary>
[TestClass]
public sealed class PruneOptionsTests : IDisposable
{
    private static readonly (PruneEstimator.Options Options, string Recipe)[] Examples =
    [
        (new() { Method = PruningMethod.Magnitude, Sparsity = 0.3, Scope = PruningScope.Global }, "prune(magnitude, sparsity=0.3, scope=global)"),
        (new() { Pattern = "2:4", Targets = ModificationTargets.All }, "prune(wanda, sparsity=0.5, pattern=2:4, targets=all)"),
        (new() { Method = PruningMethod.SparseGpt, Block = 16, Damping = 0.05, Pattern = "1:4" }, "prune(sparsegpt, sparsity=0.75, block=16, damping=0.05, pattern=1:4)"),
        (new() { Method = PruningMethod.Ria, Power = 0.7, Scope = PruningScope.Row, Allocation = LayerAllocation.Owl, Outlier = 3, Lambda = 0.1 },
            "prune(ria, sparsity=0.5, power=0.7, scope=row, allocation=owl, outlier=3, lambda=0.1)"),
        (new() { Method = PruningMethod.Admm, Damping = 0.2, Iterations = 5, Choices = 3, Scope = PruningScope.Row }, "prune(admm, sparsity=0.5, damping=0.2, iterations=5, choices=3, scope=row)"),
        (new() { Method = PruningMethod.Dsnot, Initial = DsnotInitial.Ria, Cycles = 5, Power = 2, Threshold = 0.2, SignStop = false },
            "prune(dsnot, sparsity=0.5, initial=ria, cycles=5, power=2, threshold=0.2, signStop=false)"),
        (new() { Method = PruningMethod.Gradient, Norm = GradientNorm.L1, Alpha = 10 }, "prune(gradient, sparsity=0.5, norm=l1, alpha=10)"),
        (new() { Method = PruningMethod.GradientAware, Rounds = 2, Epochs = 1, Rate = 0.02 }, "prune(gradientAware, sparsity=0.5, rounds=2, epochs=1, rate=0.02)"),
    ];

    private readonly Story _story = new();

    public static IEnumerable<object[]> Methods => Enum.GetValues<PruningMethod>().Select(m => new object[] { m });

    public void Dispose() => _story.Dispose();

    [TestMethod]
    public void Options_are_the_recipe_that_they_say()
    {
        foreach (var (options, recipe) in Examples) Assert.AreEqual(recipe, $"{_story.Steps.Prune(options).Recipe}");
    }

    [TestMethod]
    public void Every_method_and_every_option_is_among_these_examples()
    {
        CollectionAssert.AreEqual(Enum.GetValues<PruningMethod>(), Examples.Select(e => e.Options.Method).ToArray());
        foreach (var property in typeof(PruneEstimator.Options).GetProperties().Where(p => p.IsDefined(typeof(StepParameterAttribute))))
            Assert.IsTrue(Examples.Any(e => !Equals(property.GetValue(e.Options), property.GetValue(new PruneEstimator.Options()))), property.Name);
    }

    [TestMethod]
    [DynamicData(nameof(Methods))]
    public void A_method_alone_is_its_row_with_its_defaults(PruningMethod method)
    {
        string name = typeof(PruningMethod).GetField($"{method}")!.GetCustomAttribute<RecipeMethodAttribute>()!.Name;
        Assert.AreEqual(Recipe.Parse($"prune({name})"), _story.Steps.Prune(new PruneEstimator.Options { Method = method }).Recipe);
        Assert.AreEqual(Recipe.Parse($"prune({name}, sparsity=0.3)"), _story.Steps.Prune(sparsity: 0.3, method: method).Recipe);
    }

    [TestMethod]
    [DynamicData(nameof(Methods))]
    public void Fitting_gives_the_weights_of_the_engine(PruningMethod method)
    {
        var step = _story.Steps.Prune(Examples.Single(e => e.Options.Method == method).Options);
        var loaded = _story.Steps.LoadLanguageModel(path: _story.ModelPath).Fit(_story.Data);
        var fitted = step.Fit(loaded.Transform(_story.Data)).Model;
        var tokenizer = loaded.Model.Tokenizer;
        var calibration = CalibrationSet.FromDocuments(Story.Texts.Select(t => t ?? ""), tokenizer, loaded.Model.Decoder.Spec.ContextLength);
        Assert.AreEqual(ModelPackage.ToBase64(RecipeRunner.Apply(loaded.Model, step.Recipe, calibration).Model), ModelPackage.ToBase64(fitted));
        Assert.AreNotEqual(ModelPackage.ToBase64(loaded.Model), ModelPackage.ToBase64(fitted));
    }

    [TestMethod]
    public void A_model_pruned_by_a_pattern_comes_back_from_its_file()
    {
        var step = _story.Steps.Prune(new PruneEstimator.Options { Method = PruningMethod.SparseGpt, Pattern = "2:4" });
        var model = _story.Steps.LoadLanguageModel(path: _story.ModelPath).Append(step).Append(_story.Steps.ScoreText()).Fit(_story.Data);
        var loaded = _story.Reloaded(model);
        PipelineTests.AssertSame(_story.Rows(model.Transform(_story.Data)), _story.Rows(loaded.Transform(_story.Data)));
        Assert.AreEqual(WeightSize.Of(model.LastTransformer.Model.Decoder), WeightSize.Of(_story.Steps.Extract(loaded).Decoder));
    }

    [TestMethod]
    public void What_a_method_has_no_use_for_is_refused()
    {
        AssertRefused(new() { Scope = PruningScope.Row }, "prune(wanda): unknown parameter \"scope\"; known: sparsity, pattern, ");
        AssertRefused(new() { Method = PruningMethod.Magnitude, Damping = 0.1 }, "prune(magnitude): unknown parameter \"damping\"; known: ");
        AssertRefused(new() { Method = PruningMethod.GradientAware, Allocation = LayerAllocation.Uniform }, "prune(gradientAware): unknown parameter \"allocation\"; known: ");
        AssertRefused(new() { Lambda = 0.1 }, "prune(wanda): allocation=uniform: lambda goes with allocation=owl only");
    }

    [TestMethod]
    public void Values_that_contradict_each_other_are_refused()
    {
        AssertRefused(new() { Sparsity = 0.5, Pattern = "1:4" }, "prune(wanda): sparsity must be 0.75 beside pattern=1:4, found 0.5");
        AssertRefused(new() { Method = PruningMethod.SparseGpt, Pattern = "4:2" }, "prune(sparsegpt): pattern must be none or N:M with 0 < N < M <= 16, as in 2:4, found 4:2");
        AssertRefused(new() { Method = PruningMethod.Ria, Pattern = "2:4", Scope = PruningScope.Row }, "prune(ria): scope cannot be chosen beside pattern=2:4");
        AssertRefused(new() { Method = PruningMethod.Admm, Scope = PruningScope.Global }, "prune(admm): scope must be matrix or row, found global");
        AssertRefused(new() { Pattern = "2:4", Allocation = LayerAllocation.Owl }, "prune(wanda): allocation=owl: pattern=2:4 fixes the sparsity of every layer");
        AssertRefused(new() { Method = PruningMethod.Admm, Iterations = 0 }, "prune(admm): iterations must be at least 1, found 0");
        AssertRefused(new() { Allocation = (LayerAllocation)9 }, "prune(wanda): allocation must be uniform, owl or sensitivity, found 9");
    }

    private void AssertRefused(PruneEstimator.Options options, string message)
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => _story.Steps.Prune(options));
        Assert.AreEqual("options", error.ParamName);
        StringAssert.StartsWith(error.Message, message, StringComparison.Ordinal);
    }
}
