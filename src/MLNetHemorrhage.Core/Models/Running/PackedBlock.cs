using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Running;

/// <summary>The weights of a block as the products read them, each group packed once, when first needed. Thread-safe.</summary>
internal sealed class PackedBlock
{
    private readonly Lock _lock = new();
    private readonly DecoderBlock _block;
    private readonly PackedMatrix?[] _groups = new PackedMatrix?[LinearGroups.Count];
    private readonly PackedMatrix?[] _shortcuts = new PackedMatrix?[LinearGroups.Count];
    private readonly SparsePanels?[] _sparseGroups = new SparsePanels?[LinearGroups.Count];
    private readonly QuantizedStack?[] _quantizedGroups = new QuantizedStack?[LinearGroups.Count];
    private readonly PackForms[] _forms = new PackForms[LinearGroups.Count];
    private readonly bool[] _areIntegers = new bool[LinearGroups.Count];

    /// <summary>Packs nothing yet.</summary>
    public PackedBlock(DecoderBlock block)
    {
        _block = block;
        for (int g = 0; g < _forms.Length; g++)
        {
            _areIntegers[g] = block.IsInteger((LinearGroup)g);
            _forms[g] = _areIntegers[g] ? new(PackForm.Quantized) : PackRule.FormsOf(Layers((LinearGroup)g));
        }
    }

    /// <summary>The layers of a group, one below the other; kept.</summary>
    public PackedMatrix Get(LinearGroup group, WorkerPool pool)
    {
        lock (_lock) return _groups[(int)group] ??= Pack(group, null, pool);
    }

    /// <summary>The same without zeros where that multiplies faster, otherwise null.</summary>
    public SparsePanels? GetSparse(LinearGroup group, WorkerPool pool)
    {
        if (!_forms[(int)group].Include(PackForm.Sparse)) return null;
        lock (_lock) return _sparseGroups[(int)group] ??= PackSparse(group, pool);
    }

    /// <summary>The same as integer codes where that multiplies faster, otherwise null.</summary>
    public QuantizedStack? GetQuantized(LinearGroup group, WorkerPool pool)
    {
        if (!_forms[(int)group].Include(PackForm.Quantized)) return null;
        lock (_lock) return _quantizedGroups[(int)group] ??= PackQuantized(group, pool);
    }

    /// <summary>The same, not kept.</summary>
    public QuantizedStack PackQuantized(LinearGroup group, WorkerPool pool) => new(Layers(group), pool);

    /// <summary>What a kept group is multiplied from by so many rows.</summary>
    public PackForm FormOf(LinearGroup group, int rows) => _forms[(int)group].For(rows);

    /// <summary>Whether a group is multiplied in integers.</summary>
    public bool IsInteger(LinearGroup group) => _areIntegers[(int)group];

    /// <summary>About the bytes that a kept group takes.</summary>
    public long BytesOf(LinearGroup group) => PackRule.BytesOf(_forms[(int)group], Layers(group));

    /// <summary>What the residual stream is multiplied by beside a group; null where it stays as it is.</summary>
    public PackedMatrix? Shortcut(LinearGroup group, WorkerPool pool, bool keep)
    {
        var weights = group == LinearGroup.Output ? _block.Additions.AttentionShortcut : _block.Additions.FeedForwardShortcut;
        if (weights is null) return null;
        if (!keep) return weights.Pack(pool);
        lock (_lock) return _shortcuts[(int)group] ??= weights.Pack(pool);
    }

    /// <summary>The same as <see cref="Get"/> in the memory of one that is no longer needed.</summary>
    public PackedMatrix Pack(LinearGroup group, PackedMatrix? reused, WorkerPool pool)
    {
        var layers = Layers(group);
        var packed = new PackedMatrix(layers.Sum(l => l.Rows), layers[0].Columns, reused);
        packed.Repack(Reader(layers), pool);
        return packed;
    }

    private SparsePanels PackSparse(LinearGroup group, WorkerPool pool)
    {
        var layers = Layers(group);
        return new(layers.Sum(l => l.Rows), layers[0].Columns, Reader(layers), pool);
    }

    private WeightMatrix[] Layers(LinearGroup group)
    {
        var roles = group.Roles();
        var layers = new WeightMatrix[roles.Length];
        for (int i = 0; i < roles.Length; i++) layers[i] = _block[roles[i]];
        return layers;
    }

    private static PackedMatrix.RowReader Reader(WeightMatrix[] layers) => (row, destination) =>
    {
        int i = LayerRows.Find(layers, ref row);
        layers[i].CopyRow(row, destination);
    };
}
