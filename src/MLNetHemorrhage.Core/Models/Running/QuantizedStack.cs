using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Running;

/// <summary>The codes of layers, one below the other; neighbours whose codes mean the same are one product.</summary>
internal sealed class QuantizedStack
{
    private readonly List<QuantizedPanels> _parts = [];

    /// <summary>Packs layers, which are all codes.</summary>
    public QuantizedStack(IReadOnlyList<WeightMatrix> layers, WorkerPool pool)
    {
        for (int first = 0, end; first < layers.Count; first = end)
        {
            var format = Coded(layers[first]).CodeFormat;
            for (end = first + 1; end < layers.Count && format.Matches(Coded(layers[end]).CodeFormat);) end++;
            var part = layers.Skip(first).Take(end - first).ToArray();
            _parts.Add(new(part.Sum(l => l.Rows), format, (row, codes, scales, shifts) =>
            {
                int i = LayerRows.Find(part, ref row);
                Coded(part[i]).CopyCodes(row, codes, scales, shifts);
            }, pool));
        }
    }

    /// <summary>output = input · Wᵀ for the layers side by side, or output += ….</summary>
    public void Multiply(MatrixView input, MatrixView output, WorkerPool pool, bool accumulate)
    {
        int first = 0;
        foreach (var part in _parts)
        {
            QuantizedGemm.MultiplyTransposed(input, part, output.ColumnRange(first, part.Rows), pool, accumulate);
            first += part.Rows;
        }
    }

    /// <summary>The same with rounded input, in integers.</summary>
    public void Multiply(TokenLevels input, MatrixView output, WorkerPool pool, bool accumulate)
    {
        int first = 0;
        foreach (var part in _parts)
        {
            IntegerGemm.MultiplyTransposed(input, part, output.ColumnRange(first, part.Rows), pool, accumulate);
            first += part.Rows;
        }
    }

    private static ICodedWeights Coded(WeightMatrix layer) => (ICodedWeights)layer;
}
