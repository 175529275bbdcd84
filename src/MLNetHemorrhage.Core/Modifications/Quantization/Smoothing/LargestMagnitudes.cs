using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Modifications.Quantization.Smoothing;

/// <summary>The largest magnitude of every input of layers that share them, and of the weights that read it.</summary>
internal sealed record LargestMagnitudes(double[] Inputs, float[] Weights)
{
    /// <summary>Of the layers of a group, from their <see cref="ColumnMaxima"/>.</summary>
    public static LargestMagnitudes Of(int index, DecoderBlock block, LinearGroup group, StatisticsCollector statistics)
    {
        var roles = group.Roles();
        double[] inputs = [.. statistics.Of(roles[0]).OfType<ColumnMaxima>().Single().Sums];
        for (int j = 0; j < inputs.Length; j++)
            if (!double.IsFinite(inputs[j]))
                throw new HemorrhageException(FormattableString.Invariant($"{LayerName.Linear(index, roles[0])}: input {j} is not finite on the calibration text"));
        var weights = new float[inputs.Length];
        foreach (var role in roles) Raise(weights, block[role]);
        return new(inputs, weights);
    }

    /// <summary>SmoothQuant's factors.</summary>
    public float[] Factors(double migration) => SmoothingFactors.Of(Inputs, Weights, migration);

    private static void Raise(float[] maxima, WeightMatrix weights)
    {
        var row = new float[weights.Columns];
        for (int r = 0; r < weights.Rows; r++)
        {
            weights.CopyRow(r, row);
            for (int j = 0; j < row.Length; j++) maxima[j] = Math.Max(maxima[j], Math.Abs(row[j]));
        }
    }
}
