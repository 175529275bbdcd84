using System.Runtime.Intrinsics;
using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>
/// Adam with decoupled weight decay on matrices (Loshchilov and Hutter 2019), after clipping the gradient by its norm over all
/// weights. The same bits for any number of threads.
/// </summary>
internal sealed unsafe class AdamW
{
    private const int ChunkLength = 1 << 15;

    private readonly TrainingOptions _options;
    private readonly WorkerPool _pool;
    private readonly Chunk[] _chunks;
    private readonly double[] _squares;
    private readonly Matrix _means;
    private readonly Matrix _meanSquares;

    public AdamW(DecoderParameters parameters, TrainingOptions options, WorkerPool pool)
    {
        _options = options;
        _pool = pool;
        _chunks = [.. parameters.Tensors.SelectMany(Chunks)];
        _squares = new double[_chunks.Length];
        _means = new(1, parameters.Values.Length);
        _meanSquares = new(1, parameters.Values.Length);
    }

    /// <summary>Updates done.</summary>
    public int Steps { get; set; }

    /// <summary>Running means of the gradients.</summary>
    public Span<float> Means => _means.Values;

    /// <summary>Running means of their squares.</summary>
    public Span<float> MeanSquares => _meanSquares.Values;

    /// <summary>One update of all weights.</summary>
    /// <returns>The norm of the gradient before clipping.</returns>
    public double Update(DecoderParameters parameters, DecoderGradients gradients, double learningRate)
    {
        double norm = Norm(gradients);
        Steps++;
        double correction1 = 1 - Power(_options.Beta1, Steps), correction2 = 1 - Power(_options.Beta2, Steps);
        var change = new Change(
            Scale: (float)Math.Min(1, _options.ClipNorm / Math.Max(norm, 1e-30)),
            Share1: (float)(1 - _options.Beta1),
            Share2: (float)(1 - _options.Beta2),
            Length: (float)(learningRate / correction1),
            RootScale: (float)(1 / Math.Sqrt(correction2)),
            Epsilon: (float)_options.Epsilon);
        float kept = (float)(1 - learningRate * _options.WeightDecay);
        fixed (float* weights = parameters.Values, slopes = gradients.Values, means = Means, squares = MeanSquares)
        {
            nint w = (nint)weights, g = (nint)slopes, m = (nint)means, v = (nint)squares;
            _pool.For(_chunks.Length, c =>
            {
                var chunk = _chunks[c];
                Update((float*)w + chunk.First, (float*)g + chunk.First, (float*)m + chunk.First, (float*)v + chunk.First,
                    chunk.Count, chunk.Decays ? kept : 1, change);
            });
        }
        return norm;
    }

    private double Norm(DecoderGradients gradients)
    {
        fixed (float* slopes = gradients.Values)
        {
            nint g = (nint)slopes;
            _pool.For(_chunks.Length, c => _squares[c] = SumOfSquares((float*)g + _chunks[c].First, _chunks[c].Count));
        }
        double sum = 0;
        foreach (double square in _squares) sum += square;
        return Math.Sqrt(sum);
    }

    private static double SumOfSquares(float* values, int count)
    {
        Vector512<double> lower = default, upper = default;
        for (int i = 0; i < count; i += Vector512<float>.Count)
        {
            var (low, high) = Vector512.Widen(Load(values + i, count - i));
            lower += low * low;
            upper += high * high;
        }
        var lanes = lower + upper;
        double sum = 0;
        for (int i = 0; i < Vector512<double>.Count; i++) sum += lanes[i];
        return sum;
    }

    private static void Update(float* weights, float* slopes, float* means, float* squares, int count, float kept, Change change)
    {
        for (int i = 0; i < count; i += Vector512<float>.Count)
        {
            int rest = count - i;
            var slope = Load(slopes + i, rest) * change.Scale;
            Vector512<float> mean = Load(means + i, rest), square = Load(squares + i, rest);
            mean += (slope - mean) * change.Share1;
            square += (slope * slope - square) * change.Share2;
            var weight = Load(weights + i, rest) * kept;
            weight -= mean * change.Length / (Vector512.Sqrt(square) * change.RootScale + Vector512.Create(change.Epsilon));
            Store(mean, means + i, rest);
            Store(square, squares + i, rest);
            Store(weight, weights + i, rest);
        }
    }

    // Repeated multiplication: the same bits everywhere, also after resuming.
    private static double Power(double x, int exponent)
    {
        double power = 1;
        for (int i = 0; i < exponent; i++) power *= x;
        return power;
    }

    private static IEnumerable<Chunk> Chunks(ParameterTensor tensor)
    {
        for (int first = 0; first < tensor.Count; first += ChunkLength)
            yield return new(tensor.Offset + first, Math.Min(ChunkLength, tensor.Count - first), tensor.IsMatrix);
    }

    private static Vector512<float> Load(float* source, int rest) =>
        rest >= Vector512<float>.Count ? Vector512.Load(source) : PartialVector.Load(source, rest);

    private static void Store(Vector512<float> value, float* destination, int rest)
    {
        if (rest >= Vector512<float>.Count) value.Store(destination);
        else PartialVector.Store(value, destination, rest);
    }

    /// <summary>Weights of one tensor that one task updates.</summary>
    private readonly record struct Chunk(int First, int Count, bool Decays);

    /// <summary>The numbers of one update that all weights share.</summary>
    private readonly record struct Change(float Scale, float Share1, float Share2, float Length, float RootScale, float Epsilon);
}
