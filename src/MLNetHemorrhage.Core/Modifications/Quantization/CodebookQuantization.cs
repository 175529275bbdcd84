using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Models.Weights.Codebooks;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>What the methods have in common that hold every weight as one of 16 values times the scale of its block. Weights that are zero stay zero.</summary>
public abstract record CodebookQuantization : LayerModification
{
    internal const string BitsRange = "4";

    private protected CodebookQuantization() { }

    /// <summary>Bits of a code; what thresholds are compared by.</summary>
    /// <value>4 and nothing else.</value>
    public int Bits { get; init => field = this.CheckRange(value, Codebook.Bits, Codebook.Bits, BitsRange); } = Codebook.Bits;

    private protected abstract Codebook Codebook { get; }

    /// <summary>The scales of blocks as they are held, given the largest magnitude of each.</summary>
    private protected abstract CodebookScales Scales(float[] largest);

    /// <summary>Bytes that the scales of so many blocks take.</summary>
    private protected abstract long ScaleBytes(long blocks);

    private protected abstract CodebookShape Shape(int rows, int columns);

    internal override StorageForecast Forecast(StorageForecast before) =>
        before.Encode(Codebook.Bits, ScaleBytes(Shape(before.Rows, before.Columns).Blocks));

    internal override WeightMatrix Modify(LayerToModify layer)
    {
        var values = layer.Values();
        var shape = Shape(values.Rows, values.Columns);
        var scales = Scales(Largest(values, shape));
        float[] held = scales.ToArray(shape.Blocks);
        var codes = new byte[values.Values.Length];
        layer.Pool.For(values.Rows, r =>
        {
            var row = values.Row(r);
            for (int c = 0; c < row.Length; c++)
            {
                float scale = held[shape.BlockOf(r, c)];
                codes[r * shape.Columns + c] = scale == 0 || row[c] == 0 ? Codebook.Zero : Codebook.Nearest(row[c] / scale);
            }
        });
        return new CodebookWeights(shape, Codebook, scales, codes);
    }

    private protected static Parameter<T> BitsParameter<T>() where T : CodebookQuantization =>
        Parameter.Integer<T>("bits", BitsRange, true, s => s.Bits, (s, v) => (T)((CodebookQuantization)s with { Bits = v }));

    private static float[] Largest(Matrix values, CodebookShape shape)
    {
        var largest = new float[shape.Blocks];
        for (int r = 0; r < values.Rows; r++)
        {
            var row = values.Row(r);
            for (int c = 0; c < row.Length; c++)
            {
                ref float of = ref largest[shape.BlockOf(r, c)];
                of = Math.Max(of, Math.Abs(row[c]));
            }
        }
        return largest;
    }
}
