using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Modifications.Structured;

/// <summary>
/// The running statistics of the published code: means of windows, and a variance in which every window is held against the mean up to itself,
/// the first one left out.
/// </summary>
internal sealed class PublishedFluctuation(int columns, int windowLength) : InputFluctuation(columns)
{
    private readonly int _columns = columns;
    private readonly double[] _means = new double[columns], _variances = new double[columns];
    private int _windows;

    public override double[] Means() => [.. _means];

    public override double[] Variances() => [.. _variances];

    public override void Add(MatrixView inputs, WorkerPool pool)
    {
        for (int first = 0; first < inputs.Rows; first += windowLength)
        {
            double n = _windows++;
            for (int j = 0; j < _columns; j++)
            {
                double mean = 0, squares = 0;
                for (int t = first; t < first + windowLength; t++) mean += inputs.Row(t)[j];
                _means[j] = (_means[j] * n + mean / windowLength) / (n + 1);
                for (int t = first; t < first + windowLength; t++) squares += (inputs.Row(t)[j] - _means[j]) * (inputs.Row(t)[j] - _means[j]);
                _variances[j] = n == 0 ? 0 : _variances[j] * (n - 1) / n + squares / (n + 1);
            }
        }
    }
}
