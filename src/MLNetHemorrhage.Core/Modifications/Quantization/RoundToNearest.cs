using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>
/// <c>quantize(rtn, bits=4, group=0, symmetric=true)</c>: every weight goes to the nearest level of a uniform grid, ties to even.
/// Weights that are zero stay zero.
/// </summary>
public sealed record RoundToNearest : LayerModification
{
    internal const string BitsRange = "between 2 and 8", GroupRange = "0 (the whole row) or more";

    internal static readonly ModificationMethod Row = new ModificationMethod<RoundToNearest>(
        ModificationKind.Quantize, "rtn", "rounds every weight to the nearest level of a uniform grid", needsCalibration: false,
        [
            Parameter.Integer<RoundToNearest>("bits", BitsRange, true, s => s.Bits, (s, v) => s with { Bits = v }),
            Parameter.Integer<RoundToNearest>("group", GroupRange, false, s => s.Group, (s, v) => s with { Group = v }),
            Parameter.Boolean<RoundToNearest>("symmetric", s => s.Symmetric, (s, v) => s with { Symmetric = v }),
        ]);

    /// <summary>Bits of a level.</summary>
    /// <value>2 to 8; the default is 4.</value>
    public int Bits { get; init => field = this.CheckRange(value, 2, 8, BitsRange); } = 4;

    /// <summary>Consecutive inputs of a row that share a grid; the last group of a row may be short.</summary>
    /// <value>0 means the whole row; the default is 0.</value>
    public int Group { get; init => field = this.CheckRange(value, 0, int.MaxValue, GroupRange); }

    /// <summary>
    /// Whether zero is the middle of the grid: scale = max|w| / (2^(bits-1) - 1), levels -2^(bits-1) to 2^(bits-1) - 1. Otherwise the grid
    /// spans from the smallest to the largest weight and zero: scale = (max - min) / (2^bits - 1), zero level = round(-min / scale).
    /// </summary>
    /// <value>The default is true.</value>
    public bool Symmetric { get; init; } = true;

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    internal override StorageForecast Forecast(StorageForecast before) => before.Quantize(Bits, Group, Symmetric);

    internal override WeightMatrix Modify(LayerToModify layer)
    {
        var values = layer.Values();
        var shape = new GridShape(values.Columns, Bits, Group);
        var scales = new float[values.Rows * shape.Groups];
        var zeroLevels = new byte[scales.Length];
        var levels = new byte[values.Values.Length];
        layer.Pool.For(values.Rows, r =>
        {
            for (int g = 0; g < shape.Groups; g++)
            {
                var (start, end) = shape.Range(g);
                var weights = values.Row(r)[start..end];
                var grid = Symmetric ? UniformGrid.Symmetric(weights, Bits) : UniformGrid.Asymmetric(weights, Bits);
                grid.Round(weights, levels.AsSpan(r * values.Columns + start, weights.Length));
                scales[r * shape.Groups + g] = grid.Scale;
                zeroLevels[r * shape.Groups + g] = grid.ZeroLevel;
            }
        });
        return new QuantizedWeights(new QuantizedValues(shape, scales, Symmetric ? null : zeroLevels, levels));
    }
}
