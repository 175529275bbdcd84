using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Models.Weights.Storage;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints.Packages;

/// <summary>The weights of a package by name; each is asked for once, with the shape it must have, and all must be.</summary>
internal sealed class PackagedTensors
{
    private readonly PackageHeader _header;
    private readonly ByteRegion _data;
    private readonly string _package;
    private readonly Dictionary<string, PackagedTensor> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WeightMatrix> _read = new(StringComparer.Ordinal);

    public PackagedTensors(PackageHeader header, ByteRegion data, string package)
    {
        _header = header;
        _data = data;
        _package = package;
        foreach (var tensor in header.Tensors)
            if (!_tensors.TryAdd(tensor.Name, tensor)) throw CheckpointError.Tensor(package, tensor.Name, "each name once", "it twice");
        if (header.Shared.Keys.FirstOrDefault(_tensors.ContainsKey) is { } twice)
            throw CheckpointError.Tensor(package, twice, "weights of its own or another tensor's", "both");
    }

    public bool Contains(string name) => _tensors.ContainsKey(name) || _header.Shared.ContainsKey(name);

    public WeightMatrix Matrix(string name, int rows, int columns)
    {
        var weights = _header.Shared.TryGetValue(name, out var other) ? Earlier(name, other) : Read(name);
        if (weights.Rows != rows || weights.Columns != columns)
            throw CheckpointError.Tensor(_package, name, $"shape [{rows}, {columns}]", $"[{weights.Rows}, {weights.Columns}]");
        _read.Add(name, weights);
        return weights;
    }

    /// <summary>Throws where a tensor has no place in the model.</summary>
    public void RequireAllUsed()
    {
        if (_tensors.Keys.Concat(_header.Shared.Keys).FirstOrDefault(name => !_read.ContainsKey(name)) is { } unused)
            throw CheckpointError.Tensor(_package, unused, "only tensors of the architecture", "this one as well");
    }

    private WeightMatrix Earlier(string name, string? other) =>
        other is not null && _read.TryGetValue(other, out var weights)
            ? weights
            : throw CheckpointError.Tensor(_package, name, "the name of a tensor before it", CheckpointError.Quote(other ?? "null"));

    private WeightMatrix Read(string name)
    {
        if (!_tensors.TryGetValue(name, out var tensor)) throw CheckpointError.Tensor(_package, name, "a tensor of that name", "none");
        if (tensor.Rows < 1 || tensor.Columns < 1)
            throw CheckpointError.Tensor(_package, name, "a shape of positive sizes", $"[{tensor.Rows}, {tensor.Columns}]");
        var bytes = _data.Part(tensor.Offset, tensor.Length);
        return StorageKinds.Read(tensor.Storage, new($"{_package}: tensor {CheckpointError.Quote(name)}", tensor.Rows, tensor.Columns, tensor.Parameters, bytes));
    }
}
