using System.Runtime.Intrinsics;
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

    /// <summary>The same as levels and scales. All inputs are rounded: there is no threshold.</summary>
    public static void Round(MatrixView inputs, InputRounding rounding, TokenLevels levels, WorkerPool pool)
    {
        levels.Resize(inputs.Rows, inputs.Columns);
        RowTasks.For(pool, inputs.Rows, inputs.Columns, (first, end) =>
        {
            for (int t = first; t < end; t++) levels.Scale(t) = Round(inputs.Row(t), rounding, levels.Row(t));
        });
    }

    private static float Round(ReadOnlySpan<float> inputs, InputRounding rounding, Span<sbyte> levels)
    {
        float scale = Scale(inputs, rounding);
        if (scale == 0 || float.IsNaN(scale))
        {
            levels.Clear();
            return scale;
        }
        int done = 0;
        for (; done <= levels.Length - Vector256<sbyte>.Count; done += Vector256<sbyte>.Count)
        {
            Vector256<int> first = Levels(inputs[done..], scale, rounding.LastLevel), second = Levels(inputs[(done + 8)..], scale, rounding.LastLevel);
            Vector256<int> third = Levels(inputs[(done + 16)..], scale, rounding.LastLevel), fourth = Levels(inputs[(done + 24)..], scale, rounding.LastLevel);
            Vector256.Narrow(Vector256.Narrow(first, second), Vector256.Narrow(third, fourth)).CopyTo(levels[done..]);
        }
        for (int j = done; j < levels.Length; j++) levels[j] = (sbyte)Level(inputs[j], scale, rounding.LastLevel);
        return scale;
    }

    private static Vector256<int> Levels(ReadOnlySpan<float> inputs, float scale, float last) => Vector256.ConvertToInt32(
        Vector256.Clamp(Vector256.Round(Vector256.Create(inputs) / Vector256.Create(scale)), Vector256.Create(-last), Vector256.Create(last)));

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
    private static float Scale(ReadOnlySpan<float> inputs, InputRounding rounding)
    {
        if (rounding.OutlierThreshold is null) return Largest(inputs) / rounding.LastLevel;
        float threshold = Threshold(rounding), largest = 0;
        foreach (float x in inputs)
        {
            if (!float.IsFinite(x)) return float.NaN;
            if (Math.Abs(x) < threshold) largest = Math.Max(largest, Math.Abs(x));
        }
        return largest / rounding.LastLevel;
    }

    // Magnitudes are ordered as their bits are, infinity and NaN above all others.
    private static float Largest(ReadOnlySpan<float> inputs)
    {
        const int Sign = int.MinValue, Infinity = 0x7F800000;
        int largest = 0, done = 0;
        var lanes = Vector256<int>.Zero;
        for (; done <= inputs.Length - Vector256<float>.Count; done += Vector256<float>.Count)
            lanes = Vector256.Max(lanes, Vector256.AndNot(Vector256.Create(inputs[done..]).AsInt32(), Vector256.Create(Sign)));
        for (int i = 0; i < Vector256<int>.Count; i++) largest = Math.Max(largest, lanes[i]);
        foreach (float x in inputs[done..]) largest = Math.Max(largest, BitConverter.SingleToInt32Bits(Math.Abs(x)));
        return largest >= Infinity ? float.NaN : BitConverter.Int32BitsToSingle(largest);
    }

    /// <summary>The nearest level; 0 where all inputs are too small for a scale above 0.</summary>
    private static int Level(float input, float scale, int last) => scale == 0 ? 0 : (int)Math.Clamp(MathF.Round(input / scale), -last, last);

    private static float Threshold(InputRounding rounding) => (float?)rounding.OutlierThreshold ?? float.PositiveInfinity;
}
