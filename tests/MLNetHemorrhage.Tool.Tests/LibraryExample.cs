using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Tests;

/// <summary>The library example of the README, compiled and run.</summary>
internal static class LibraryExample
{
    public static void Run()
    {
        // README: begin
        LanguageModel model = LanguageModel.Default; // or LanguageModel.Load(path)
        IEnumerable<string> documents = SyntheticText.Documents(Split.Calibration, 128); // or your own
        string text = string.Join(TextSource.DefaultSeparator, SyntheticText.Documents(Split.Evaluation, 20)); // or TextSource.Read(path)

        Recipe recipe = Recipe.Parse("prune(wanda, sparsity=0.5) + quantize(rtn, bits=4)");
        CalibrationSet calibration = CalibrationSet.FromDocuments(documents, model.Tokenizer, model.Decoder.Spec.ContextLength);
        RecipeResult result = RecipeRunner.Apply(model, recipe, calibration);

        DivergenceResult loss = Divergence.Measure(model, result.Model, text, Protocol.Documents(20));
        Console.WriteLine($"ln ratio {loss.LnRatio.Value:0.000} ± {loss.LnRatio.StandardError:0.000}");
        Console.WriteLine($"{result.BaseSize.Bytes} bytes before, {result.Size.Bytes} after");
        // README: end
    }
}
