using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Tests;

/// <summary>The library example of the README, compiled and run.</summary>
internal static class LibraryExample
{
    public static void Run(string path, string text, string[] documents)
    {
        // README: begin
        LanguageModel model = Checkpoint.LoadModel(path);
        Recipe recipe = Recipe.Parse("prune(wanda, sparsity=0.5) + quantize(rtn, bits=4)");
        CalibrationSet calibration = CalibrationSet.FromDocuments(documents, model.Tokenizer, model.Decoder.Spec.ContextLength);

        RecipeResult result = RecipeRunner.Apply(model, recipe, calibration);
        DivergenceResult loss = Divergence.Measure(model, result.Model, text, Protocol.Documents(100));

        Console.WriteLine($"ln ratio {loss.LnRatio.Value:0.000} ± {loss.LnRatio.StandardError:0.000}");
        Console.WriteLine($"{result.BaseSize.Bytes} bytes before, {result.Size.Bytes} after");
        // README: end
    }
}
