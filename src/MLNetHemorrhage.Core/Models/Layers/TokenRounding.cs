using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>Puts every row of inputs on a grid of its own, as <see cref="InputRounding"/> says.</summary>
internal static class TokenRounding
{
    /// <summary>rounded := the inputs on their grids, in single precision.</summary>
    public static void Round(MatrixView inputs, InputRounding rounding, MatrixView rounded, WorkerPool pool) =>
        RowTasks.For(pool, inputs.Rows, inputs.Columns, (first, end) =>
        {
            for (int t = first; t < end; t++) Round(inputs.Row(t), rounding, rounded.Row(t));
        });

    private static void Round(ReadOnlySpan<float> inputs, InputRounding rounding, Span<float> rounded)
    {
        float threshold = Threshold(rounding), scale = Scale(inputs, rounding);
        if (float.IsNaN(scale))
        {
            rounded.Fill(float.NaN);
            return;
        }
        for (int j = 0; j < rounded.Length; j++)
            rounded[j] = Math.Abs(inputs[j]) < threshold ? scale * Level(inputs[j], scale, rounding.LastLevel) : inputs[j];
    }

    /// <summary>The distance between the levels of a token; NaN where an input is not finite.</summary>
    public static float Scale(ReadOnlySpan<float> inputs, InputRounding rounding)
    {
        float threshold = Threshold(rounding), largest = 0;
        foreach (float x in inputs)
        {
            if (!float.IsFinite(x)) return float.NaN;
            if (Math.Abs(x) < threshold) largest = Math.Max(largest, Math.Abs(x));
        }
        return largest / rounding.LastLevel;
    }

    /// <summary>The nearest level; 0 where all inputs are too small for a scale above 0.</summary>
    public static int Level(float input, float scale, int last) => scale == 0 ? 0 : (int)Math.Clamp(MathF.Round(input / scale), -last, last);

    private static float Threshold(InputRounding rounding) => (float?)rounding.OutlierThreshold ?? float.PositiveInfinity;
}
