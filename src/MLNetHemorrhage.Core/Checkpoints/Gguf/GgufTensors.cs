using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints.Gguf;

/// <summary>Hands out the tensors of a GGUF file by name; each with the shape it must have.</summary>
internal sealed class GgufTensors(GgufFile file, bool validateValues)
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public bool Contains(string name) => file.Find(name) is not null;

    public WeightMatrix Matrix(string name, int rows, int columns)
    {
        var tensor = Take(name, rows, columns);
        var bytes = file.Bytes(tensor);
        if (tensor.Type.Element is { } element)
        {
            if (validateValues) ValueCheck.RequireFinite(bytes, element, file.Name, name);
            return new DenseWeights(rows, columns, element, bytes);
        }
        var weights = new BlockWeights(rows, columns, tensor.Type.Block!, bytes);
        if (validateValues) RequireFinite(weights, name);
        return weights;
    }

    public float[] Vector(string name, int length)
    {
        var tensor = Take(name, length);
        if (tensor.Type.Element is not { } element) throw CheckpointError.Tensor(file.Name, name, "F32, F16 or BF16", tensor.Type.Name);
        var bytes = file.Bytes(tensor);
        if (validateValues) ValueCheck.RequireFinite(bytes, element, file.Name, name);
        var values = new float[length];
        FloatConversion.ToSingle(element, bytes.Slice(0, (int)bytes.Length), values);
        GC.KeepAlive(bytes);
        return values;
    }

    public float[]? OptionalVector(string name, int length) => Contains(name) ? Vector(name, length) : null;

    /// <summary>Throws where a tensor has no place in the model: something would be left out in silence.</summary>
    public void RejectUnused()
    {
        if (file.Tensors.FirstOrDefault(t => !_used.Contains(t.Name)) is { } tensor)
            throw CheckpointError.Tensor(file.Name, tensor.Name, "only tensors of the llama architecture without biases on query, key, value, gate and up", "this one as well");
    }

    private GgufTensor Take(string name, params long[] shape)
    {
        var tensor = file.Find(name) ?? throw CheckpointError.Tensor(file.Name, name, $"a tensor of shape {CheckpointError.Shape(shape)}", "none of that name");
        if (!tensor.Shape.AsSpan().SequenceEqual(shape))
            throw CheckpointError.Tensor(file.Name, name, $"shape {CheckpointError.Shape(shape)}", CheckpointError.Shape(tensor.Shape));
        _used.Add(name);
        return tensor;
    }

    // Scales of blocks may be infinite or not numbers.
    private void RequireFinite(BlockWeights weights, string name)
    {
        var bad = new int[weights.Rows];
        WorkerPool.Shared.For(weights.Rows, r =>
        {
            var row = new float[weights.Columns];
            weights.CopyRow(r, row);
            bad[r] = Array.FindIndex(row, x => !float.IsFinite(x)) + 1;
        });
        int first = Array.FindIndex(bad, b => b > 0);
        if (first >= 0) throw CheckpointError.Tensor(file.Name, name, "finite values", $"another one in row {first}, column {bad[first] - 1}");
    }
}
