using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>
/// <c>quantize(rtn, bits=4, group=0, symmetric=true)</c>: every weight goes to the nearest level of a uniform grid, ties to even.
/// Weights that are zero stay zero.
/// </summary>
public sealed record RoundToNearest : GridQuantization
{
    internal static readonly ModificationMethod Row = new ModificationMethod<RoundToNearest>(
        ModificationKind.Quantize, "rtn", "rounds every weight to the nearest level of a uniform grid", needsCalibration: false,
        Parameters(Parameter.Word<RoundToNearest, GridScope>("scope", s => s.Scope, (s, v) => s with { Scope = v })));

    /// <summary>Which weights share a grid; <see cref="GridScope.Matrix"/> does not go with a group.</summary>
    /// <value>The default is <see cref="GridScope.Row"/>.</value>
    public GridScope Scope { get; init; }

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    internal override void Check()
    {
        base.Check();
        if (Scope == GridScope.Matrix && Group != 0) throw new HemorrhageException($"{Method.Title}: scope=matrix does not go with group={Group}: one grid serves the whole matrix");
    }

    internal override GridShape Shape(int columns) => base.Shape(columns) with { IsWhole = Scope == GridScope.Matrix };

    internal override bool ReadsInputs => Clip is GridClip.Activation or GridClip.Measured;

    internal override IReadOnlyList<InputStatistic> NewStatistics(int columns) => Clip switch
    {
        GridClip.Activation => [new ColumnSquares(columns)],
        GridClip.Measured => [new InputGram(columns)],
        _ => [],
    };

    private protected override QuantizedWeights Quantize(LayerToModify layer) => Quantize(layer.Values(), Energies(layer), layer.Pool);

    /// <summary>The nearest levels of finite values, given the energies of their inputs where the ranges depend on them.</summary>
    internal QuantizedWeights Quantize(Matrix values, float[] energies, WorkerPool pool)
    {
        var quantized = new QuantizedLayer(values.Rows, Shape(values.Columns), Symmetric, Scales);
        if (Scope == GridScope.Matrix) quantized[0, 0] = Rule.Of(values.Values, energies);
        pool.For(values.Rows, r =>
        {
            if (Scope == GridScope.Row) SetGrids(quantized, r, values.Row(r), energies);
            quantized.Round(r, values.Row(r));
        });
        return quantized.Pack();
    }

    private void SetGrids(QuantizedLayer quantized, int row, ReadOnlySpan<float> weights, float[] energies)
    {
        for (int g = 0; g < quantized.Shape.Groups; g++)
        {
            var (start, end) = quantized.Shape.Range(g);
            quantized[row, g] = Rule.Of(weights[start..end], energies.Length == 0 ? [] : energies.AsSpan(start..end));
        }
    }
}
