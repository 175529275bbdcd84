using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>Some rows and columns of a weight matrix, with the values they have.</summary>
internal static class WeightPart
{
    /// <summary>The part; null means all rows or all columns. Levels and codes stay on their grids, other values keep their element type.</summary>
    public static WeightMatrix Of(WeightMatrix weights, int[]? rows, int[]? columns, LayerName name)
    {
        if (rows is null && columns is null) return weights;
        if (weights is IGridWeights grid)
        {
            return grid.Part(rows, columns)
                ?? throw new HemorrhageException($"{name}: expected weights whose {(columns is null ? "outputs" : "inputs")} can be removed one by one, found {weights.Format}, where several share a scale; remove structure before quantizing");
        }
        rows ??= [.. Enumerable.Range(0, weights.Rows)];
        var values = new Matrix(rows.Length, columns?.Length ?? weights.Columns);
        var row = new float[weights.Columns];
        for (int r = 0; r < rows.Length; r++)
        {
            weights.CopyRow(rows[r], row);
            var target = values.Row(r);
            for (int c = 0; c < target.Length; c++) target[c] = row[columns is null ? c : columns[c]];
        }
        return PrunedWeights.Store(weights, values);
    }
}
