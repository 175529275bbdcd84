using System.Text.Json;
using MLNetHemorrhage.Evaluation.Choices;
using MLNetHemorrhage.Evaluation.Prediction;

namespace MLNetHemorrhage.Reporting;

/// <summary>Accuracy, calibration and multiple choice as JSON.</summary>
internal static class PredictionJson
{
    public static void WriteAccuracy(this Utf8JsonWriter writer, string name, PairedAccuracy accuracy) => writer.WriteObject(name, () =>
    {
        writer.WriteEstimate("base", accuracy.Base);
        writer.WriteEstimate("modified", accuracy.Modified);
        writer.WriteEstimate("difference", accuracy.Difference);
        writer.WriteObject("mcNemar", () =>
        {
            writer.WriteNumber("onlyBaseRight", accuracy.McNemar.OnlyBaseRight);
            writer.WriteNumber("onlyModifiedRight", accuracy.McNemar.OnlyModifiedRight);
            writer.WriteReal("pValue", accuracy.McNemar.PValue);
            writer.WriteBoolean("exact", accuracy.McNemar.Exact);
        });
    });

    public static void WriteCalibration(this Utf8JsonWriter writer, string name, CalibrationResult calibration) => writer.WriteObject(name, () =>
    {
        writer.WriteObject("base", () => WriteErrors(writer, calibration.Base));
        writer.WriteObject("modified", () => WriteErrors(writer, calibration.Modified));
        writer.WriteEstimate("difference", calibration.Difference);
        writer.WriteEstimate("adaptiveDifference", calibration.AdaptiveDifference);
    });

    public static void WriteChoices(this Utf8JsonWriter writer, string name, IReadOnlyList<MultipleChoiceComparison> choices) => writer.WriteArray(name, choices, comparison =>
    {
        writer.WriteString("name", comparison.Name);
        writer.WriteNumber("questions", comparison.Base.Questions.Count);
        writer.WriteReal("chance", comparison.Base.Chance);
        writer.WriteAccuracy("accuracy", comparison.Accuracy);
        writer.WriteAccuracy("accuracyPerCharacter", comparison.AccuracyPerCharacter);
        writer.WriteAccuracy("accuracyPerByte", comparison.AccuracyPerByte);
    });

    private static void WriteErrors(Utf8JsonWriter writer, CalibrationError error)
    {
        writer.WriteEstimate("expectedError", error.Expected);
        writer.WriteEstimate("adaptiveError", error.Adaptive);
        writer.WriteEstimate("confidence", error.Confidence);
        writer.WriteArray("bins", error.Bins, bin =>
        {
            writer.WriteReal("low", bin.Low);
            writer.WriteReal("high", bin.High);
            writer.WriteNumber("tokens", bin.Tokens);
            writer.WriteReal("confidence", bin.Confidence);
            writer.WriteReal("accuracy", bin.Accuracy);
        });
    }
}
