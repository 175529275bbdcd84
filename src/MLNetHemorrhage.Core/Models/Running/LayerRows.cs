using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Models.Running;

/// <summary>Rows of layers that lie one below the other.</summary>
internal static class LayerRows
{
    /// <summary>The layer that a row belongs to; afterwards the row is counted from the layer's first.</summary>
    public static int Find(ReadOnlySpan<WeightMatrix> layers, ref int row)
    {
        int i = 0;
        for (; row >= layers[i].Rows; i++) row -= layers[i].Rows;
        return i;
    }
}
