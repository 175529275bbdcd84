using System.Text.Json;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Reporting;

namespace MLNetHemorrhage.Robustness;

/// <summary>Sweeps as JSON. Nothing in it depends on when or how fast it was measured: a resumed sweep gives the same text.</summary>
internal static class SweepJson
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<SweepResult> sweeps)
    {
        writer.WriteStartObject();
        writer.WriteString("version", SweepFingerprint.CurrentVersion);
        writer.WriteArray("sweeps", sweeps, sweep => Write(writer, sweep));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SweepResult sweep)
    {
        writer.WriteString("id", sweep.Id);
        writer.WriteString("steps", sweep.Template.ToString());
        writer.WriteString("model", sweep.Model);
        writer.WriteString("modelHash", sweep.ModelHash);
        writer.WriteString("protocol", sweep.Protocol.ToString());
        writer.WriteString("textFingerprint", sweep.TextFingerprint);
        writer.WriteString("calibrationFingerprint", sweep.CalibrationFingerprint);
        writer.WriteReal("toleranceLn", sweep.ToleranceLn);
        writer.WriteObject("base", () =>
        {
            writer.WriteEstimate("perplexity", sweep.Base.Perplexity);
            writer.WriteEstimate("nll", sweep.Base.Nll);
            writer.WriteNumber("bytes", sweep.Base.Size.Bytes);
        });
        if (sweep.Transition is { } transition) writer.WriteObject("transition", () => Write(writer, transition));
        if (sweep.Tolerance is { } tolerance) writer.WriteObject("tolerance", () => Write(writer, tolerance));
        writer.WriteArray("points", sweep.Points, point => Write(writer, point));
        if (sweep.Surface is { } surface) writer.WriteObject("surface", () => Write(writer, surface));
    }

    private static void Write(Utf8JsonWriter writer, SweepPoint point)
    {
        writer.WriteString("recipe", point.Recipe.ToString());
        writer.WriteReals("values", point.Values);
        writer.WriteEstimate("perplexity", point.Perplexity);
        writer.WriteEstimate("lnRatio", point.LnRatio);
        writer.WriteEstimate("klDivergence", point.KlDivergence);
        writer.WriteEstimate("sameTop", point.SameTop);
        writer.WriteObject("size", () =>
        {
            writer.WriteNumber("bytes", point.Size.Bytes);
            writer.WriteReal("sparsity", point.TargetedSize.Sparsity);
            writer.WriteReal("bitsPerWeight", point.TargetedSize.BitsPerWeight);
        });
    }

    private static void Write(Utf8JsonWriter writer, PhaseTransition transition)
    {
        writer.WriteString("verdict", RecipeWords.Of(transition.Verdict));
        writer.WriteString("reason", transition.Reason);
        writer.WriteReal("s0", transition.S0);
        writer.WriteReal("low", transition.Low);
        writer.WriteReal("high", transition.High);
        writer.WriteString("form", RecipeWords.Of(transition.Form));
        writer.WriteReal("a", transition.A);
        writer.WriteReal("b", transition.B);
        writer.WriteReal("k1", transition.K1);
        writer.WriteReal("k2", transition.K2);
        writer.WriteReal("rmse", transition.Rmse);
    }

    private static void Write(Utf8JsonWriter writer, ToleranceThreshold tolerance)
    {
        writer.WriteReal("toleranceLn", tolerance.Tolerance);
        writer.WriteReal("sTol", tolerance.STol);
        writer.WriteReal("low", tolerance.Low);
        writer.WriteReal("high", tolerance.High);
        writer.WriteBoolean("reached", tolerance.Reached);
    }

    private static void Write(Utf8JsonWriter writer, SweepSurface surface)
    {
        writer.WriteReals("firstValues", surface.FirstValues);
        writer.WriteReals("secondValues", surface.SecondValues);
        writer.WriteArray("transitionLine", surface.TransitionLine, point =>
        {
            writer.WriteReal("second", point.Second);
            writer.WriteObject("transition", () => Write(writer, point.Transition));
            if (point.Tolerance is { } tolerance) writer.WriteObject("tolerance", () => Write(writer, tolerance));
            else writer.WriteNull("tolerance");
        });
        writer.WriteArray("interactions", surface.Interactions, interaction =>
        {
            writer.WriteReal("first", interaction.First);
            writer.WriteReal("second", interaction.Second);
            writer.WriteEstimate("lnRatio", interaction.LnRatio);
        });
        writer.WriteTexts("tradeOff", surface.TradeOff.Select(point => point.Recipe.ToString()));
    }

    private static void WriteReals(this Utf8JsonWriter writer, string name, IEnumerable<double> values)
    {
        writer.WriteStartArray(name);
        foreach (double value in values) writer.WriteNumberValue(value);
        writer.WriteEndArray();
    }
}
