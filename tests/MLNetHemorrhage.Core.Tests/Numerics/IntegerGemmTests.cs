using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Numerics;

/// <summary>Products of rounded inputs with integer codes against sums of whole numbers, one by one.</summary>
[TestClass]
public sealed class IntegerGemmTests
{
    [TestMethod]
    [DataRow(8, 0, true, 1100), DataRow(8, 0, false, 515), DataRow(8, 32, true, 172), DataRow(7, 12, false, 50), DataRow(8, 700, false, 1500)]
    [DataRow(4, 0, true, 1100), DataRow(4, 32, false, 515), DataRow(3, 5, true, 33), DataRow(2, 600, false, 1300), DataRow(4, 1, true, 9), DataRow(8, 3, false, 1)]
    public void Every_kernel_gives_the_exact_sums(int bits, int group, bool symmetric, int columns)
    {
        var weights = Weights(45, columns, bits, group, symmetric);
        using var three = new WorkerPool(3);
        foreach (int rows in (int[])[1, 2, 6, 7, 100])
        {
            var levels = Levels(rows, columns);
            Matrix expected = Expected(levels, weights), start = Matrices.Random(rows, 45, 9);
            foreach (var kernel in IntegerKernel.Supported())
            {
                var product = new Matrix(rows, 45);
                var panels = new QuantizedPanels(45, ((ICodedWeights)weights).CodeFormat!, ((ICodedWeights)weights).CopyCodes, three);
                IntegerGemm.MultiplyTransposed(kernel, levels, panels, product.View, three, accumulate: false);
                Matrices.AssertSameBits(expected, product, $"{kernel.Name}, {rows} rows");
                var added = Matrices.Copy(start.View);
                IntegerGemm.MultiplyTransposed(kernel, levels, panels, added.View, WorkerPool.Shared, accumulate: true);
                for (int i = 0; i < added.Values.Length; i++) Assert.AreEqual(start.Values[i] + expected.Values[i], added.Values[i]);
            }
        }
        GC.KeepAlive(weights);
    }

    /// <summary>Codes and levels at their ends: where sums of 16 bits would run over.</summary>
    [TestMethod]
    [DataRow((byte)0, (sbyte)127), DataRow((byte)255, (sbyte)-127), DataRow((byte)255, (sbyte)127), DataRow((byte)0, (sbyte)-127)]
    public void The_largest_numbers_are_exact(byte code, sbyte level)
    {
        const int Columns = 4096, Rows = 7;
        var shape = new GridShape(Columns, 8, 0);
        var weights = new QuantizedWeights(new(shape, [.. Enumerable.Repeat(1f, 40)], [.. Enumerable.Repeat((byte)(255 - code), 40)], [.. Enumerable.Repeat(code, 40 * Columns)]));
        var levels = new TokenLevels();
        levels.Resize(Rows, Columns);
        for (int t = 0; t < Rows; t++)
        {
            levels.Row(t).Fill(level);
            levels.Scale(t) = 1;
        }
        foreach (var kernel in IntegerKernel.Supported())
        {
            var product = new Matrix(Rows, 40);
            var panels = new QuantizedPanels(40, ((ICodedWeights)weights).CodeFormat!, ((ICodedWeights)weights).CopyCodes, WorkerPool.Shared);
            IntegerGemm.MultiplyTransposed(kernel, levels, panels, product.View, WorkerPool.Shared, accumulate: false);
            foreach (float x in product.Values) Assert.AreEqual((float)(Columns * (2 * code - 255) * level), x, kernel.Name);
        }
    }

    [TestMethod]
    public void Levels_and_scales_are_the_rounded_inputs_and_nan_stays_nan()
    {
        var inputs = Matrices.Random(5, 70, 3);
        inputs[2, 5] = float.NaN;
        inputs.Row(3).Clear();
        var rounded = new Matrix(5, 70);
        TokenRounding.Round(inputs.View, new InputRounding(8), rounded.View, WorkerPool.Shared);
        var levels = new TokenLevels();
        TokenRounding.Round(inputs.View, new InputRounding(8), levels, WorkerPool.Shared);
        for (int t = 0; t < 5; t++)
            for (int j = 0; j < 70; j++) Assert.AreEqual(rounded[t, j], levels.Scale(t) * levels.Row(t)[j]);
        var weights = Weights(33, 70, 8, 0, true);
        var product = new Matrix(5, 33);
        IntegerGemm.MultiplyTransposed(levels, new QuantizedPanels(33, ((ICodedWeights)weights).CodeFormat!, ((ICodedWeights)weights).CopyCodes, WorkerPool.Shared), product.View, WorkerPool.Shared);
        for (int t = 0; t < 5; t++) Assert.IsTrue(product.Row(t).ToArray().All(x => t == 2 ? float.IsNaN(x) : t == 3 ? x == 0 : float.IsFinite(x) && x != 0));
    }

    [TestMethod]
    public void Only_whole_numbers_times_scales_fit()
    {
        var values = Matrices.Random(4, 64, 1);
        Assert.IsTrue(Fits(new RoundToNearest { Bits = 3, Symmetric = false }));
        Assert.IsFalse(Fits(new Nf4Quantization()));
        Assert.IsFalse(IntegerLayout.Fits(new(100_000, 100_000, ScaleRule.Scaled)));
        Assert.IsFalse(IntegerLayout.Fits(new(64, 32, ScaleRule.Offset)));

        bool Fits(MLNetHemorrhage.Modifications.LayerModification step) =>
            ((ICodedWeights)Tests.Modifications.Layers.Modify(step, new DenseWeights(values))).CodeFormat is { } format && IntegerLayout.Fits(format);
    }

    private static QuantizedWeights Weights(int rows, int columns, int bits, int group, bool symmetric)
    {
        var random = new RandomSource(5);
        var shape = new GridShape(columns, bits, group);
        float[] scales = [.. Enumerable.Range(0, shape.Grids(rows)).Select(_ => (float)(0.01 + random.NextDouble()))];
        byte[]? zeros = symmetric ? null : [.. scales.Select(_ => (byte)random.NextInt(1 << bits))];
        return new(new(shape, scales, zeros, [.. Enumerable.Range(0, rows * columns).Select(_ => (byte)random.NextInt(1 << bits))]));
    }

    private static TokenLevels Levels(int rows, int columns)
    {
        var random = new RandomSource(7);
        var levels = new TokenLevels();
        levels.Resize(rows, columns);
        for (int t = 0; t < rows; t++)
        {
            for (int j = 0; j < columns; j++) levels.Row(t)[j] = (sbyte)(random.NextInt(255) - 127);
            levels.Scale(t) = (float)random.NextDouble();
        }
        return levels;
    }

    private static Matrix Expected(TokenLevels levels, QuantizedWeights weights)
    {
        var values = weights.Unpack();
        var product = new Matrix(levels.Rows, weights.Rows);
        for (int t = 0; t < levels.Rows; t++)
            for (int r = 0; r < weights.Rows; r++)
            {
                float sum = 0;
                for (int g = 0; g < weights.Shape.Groups; g++)
                {
                    int grid = weights.Shape.FirstGrid(r) + g, zero = values.ZeroLevels?[grid] ?? weights.Shape.MiddleLevel;
                    var (start, end) = weights.Shape.Range(g);
                    long whole = 0;
                    for (int j = start; j < end; j++) whole += (long)levels.Row(t)[j] * (values.Levels[r * weights.Columns + j] - zero);
                    sum = MathF.FusedMultiplyAdd(whole, values.Scales[grid], sum);
                }
                product[t, r] = sum * levels.Scale(t);
            }
        return product;
    }
}
