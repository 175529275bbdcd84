using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>One number for every weight of one block: the weights themselves, or their gradient.</summary>
internal sealed class BlockMemory
{
    private readonly DecoderSpec _spec;
    private readonly Matrix _attentionNorm, _queryKeyValue, _output, _feedForwardNorm, _gateUp, _down;

    public BlockMemory(DecoderSpec spec)
    {
        _spec = spec;
        _attentionNorm = new(1, spec.HiddenSize);
        _feedForwardNorm = new(1, spec.HiddenSize);
        _queryKeyValue = New(LinearGroup.QueryKeyValue);
        _output = New(LinearGroup.Output);
        _gateUp = New(LinearGroup.GateUp);
        _down = New(LinearGroup.Down);
    }

    public BlockTensors Tensors => new(_attentionNorm.View, _queryKeyValue.View, _output.View, _feedForwardNorm.View, _gateUp.View, _down.View);

    /// <summary>The numbers of one layer; the caller keeps this object alive.</summary>
    public MatrixView this[LinearRole role] => Tensors.Linear(role, _spec);

    /// <summary>Copies the weights of a block.</summary>
    public void Load(DecoderBlock block)
    {
        block.AttentionNorm.CopyTo(_attentionNorm.Values);
        block.FeedForwardNorm.CopyTo(_feedForwardNorm.Values);
        foreach (var role in DecoderBlock.Roles) block[role].CopyTo(this[role]);
        GC.KeepAlive(this);
    }

    public void Clear()
    {
        foreach (var matrix in (ReadOnlySpan<Matrix>)[_attentionNorm, _queryKeyValue, _output, _feedForwardNorm, _gateUp, _down]) matrix.Values.Clear();
    }

    private Matrix New(LinearGroup group) => new(_spec.Width(group), _spec.Shape(group.Roles()[0]).Columns);
}
