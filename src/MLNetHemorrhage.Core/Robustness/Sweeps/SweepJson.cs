using System.Text.Json;
using MLNetHemorrhage.Reporting;

namespace MLNetHemorrhage.Robustness;

/// <summary>Sweeps as JSON. Nothing in it depends on when or how fast it was measured: a resumed sweep gives the same text.</summary>
internal static class SweepJson
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<SweepResult> sweeps)
    {
        writer.WriteStartObject();
        writer.WriteString("version", SweepFingerprint.CurrentVersion);
        writer.WriteStartArray("sweeps");
        foreach (var sweep in sweeps) Write(writer, sweep);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SweepResult sweep)
    {
        writer.WriteStartObject();
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
        writer.WriteStartArray("points");
        foreach (var point in sweep.Points) Write(writer, point);
        writer.WriteEndArray();
        if (sweep.Surface is { } surface) writer.WriteObject("surface", () => Write(writer, surface));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SweepPoint point)
    {
        writer.WriteStartObject();
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
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PhaseTransition transition)
    {
        writer.WriteString("verdict", JsonNamingPolicy.CamelCase.ConvertName(transition.Verdict.ToString()));
        writer.WriteString("reason", transition.Reason);
        writer.WriteReal("s0", transition.S0);
        writer.WriteReal("low", transition.Low);
        writer.WriteReal("high", transition.High);
        writer.WriteString("form", JsonNamingPolicy.CamelCase.ConvertName(transition.Form.ToString()));
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
        writer.WriteStartArray("transitionLine");
        foreach (var point in surface.TransitionLine)
        {
            writer.WriteStartObject();
            writer.WriteReal("second", point.Second);
            writer.WriteObject("transition", () => Write(writer, point.Transition));
            if (point.Tolerance is { } tolerance) writer.WriteObject("tolerance", () => Write(writer, tolerance));
            else writer.WriteNull("tolerance");
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("interactions");
        foreach (var interaction in surface.Interactions)
        {
            writer.WriteStartObject();
            writer.WriteReal("first", interaction.First);
            writer.WriteReal("second", interaction.Second);
            writer.WriteEstimate("lnRatio", interaction.LnRatio);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("tradeOff");
        foreach (var point in surface.TradeOff) writer.WriteStringValue(point.Recipe.ToString());
        writer.WriteEndArray();
    }

    private static void WriteReals(this Utf8JsonWriter writer, string name, IEnumerable<double> values)
    {
        writer.WriteStartArray(name);
        foreach (double value in values) writer.WriteNumberValue(value);
        writer.WriteEndArray();
    }
}
