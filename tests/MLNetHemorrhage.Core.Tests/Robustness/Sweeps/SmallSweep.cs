using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Reporting;
using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Tests.Evaluation;

namespace MLNetHemorrhage.Tests.Robustness.Sweeps;

/// <summary>Sweeps of a small random model, a fraction of a second each.</summary>
internal static class SmallSweep
{
    private static readonly LanguageModel Model = SmallModel.Create(1);

    private static readonly CalibrationSet Calibration = CalibrationSet.FromDocuments(["some text to look at", "and more of it"], Model.Tokenizer, SmallModel.Context);

    /// <summary>A plan on six documents.</summary>
    public static SweepPlan Plan(string steps, params string[] grids) =>
        new(Model, RecipeTemplate.Parse(steps), [.. grids.Select(Grid.Parse)], Text("one two|three four|five six|seven eight|nine ten|eleven"), Calibration);

    public static ScoredText Text(string text) => Protocol.Documents(6).Split(text, Model.Tokenizer, SmallModel.Context, "|");

    /// <summary>Everything a sweep says, as text.</summary>
    public static string Json(SweepResult result) => JsonForms.Text(writer => SweepJson.Write(writer, [result]));
}
