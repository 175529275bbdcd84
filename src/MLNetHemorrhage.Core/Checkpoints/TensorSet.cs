using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>The tensors of one or several safetensors files by name; each is asked for once, with the shape it must have.</summary>
internal sealed class TensorSet(string name, bool validateValues)
{
    private readonly Dictionary<string, (SafetensorsFile File, StoredTensor Tensor)> _tensors = [];
    private readonly HashSet<string> _used = [];

    public void Add(SafetensorsFile file)
    {
        foreach (var tensor in file.Tensors)
            if (!_tensors.TryAdd(tensor.Name, (file, tensor)))
                throw CheckpointError.Tensor(file.Name, tensor.Name, "each tensor once", $"it also in {_tensors[tensor.Name].File.Name}");
    }

    public bool Contains(string tensor) => _tensors.ContainsKey(tensor);

    public DenseWeights Matrix(string tensor, int rows, int columns)
    {
        var (type, bytes) = Take(tensor, rows, columns);
        return new(rows, columns, type, bytes);
    }

    public float[] Vector(string tensor, int length)
    {
        var (type, bytes) = Take(tensor, length);
        var values = new float[length];
        FloatConversion.ToSingle(type, bytes.Slice(0, (int)bytes.Length), values);
        GC.KeepAlive(bytes);
        return values;
    }

    /// <summary>Throws where a tensor has no place in the model: something would be left out in silence.</summary>
    public void RejectUnused(Func<string, bool> isRedundant)
    {
        foreach (var (tensor, (file, _)) in _tensors)
            if (!_used.Contains(tensor) && !isRedundant(tensor))
                throw CheckpointError.Tensor(file.Name, tensor, "only tensors of the architecture in config.json", "this one as well");
    }

    private (ElementType Type, ByteRegion Bytes) Take(string tensor, params long[] shape)
    {
        if (!_tensors.TryGetValue(tensor, out var found))
            throw CheckpointError.Tensor(name, tensor, $"a tensor of shape {CheckpointError.Shape(shape)}", "none of that name");
        var (file, stored) = found;
        if (!stored.Shape.AsSpan().SequenceEqual(shape))
            throw CheckpointError.Tensor(file.Name, tensor, $"shape {CheckpointError.Shape(shape)}", CheckpointError.Shape(stored.Shape));
        if (stored.Type.Weights is not { } type)
            throw CheckpointError.Tensor(file.Name, tensor, "dtype F32, F16 or BF16", stored.Type.Name);

        var bytes = file.Bytes(stored);
        if (validateValues) ValueCheck.RequireFinite(bytes, type, file.Name, tensor);
        _used.Add(tensor);
        return (type, bytes);
    }
}
