using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>One number for every weight of one block: the weights themselves, or their gradient.</summary>
internal sealed class BlockMemory
{
    private readonly BlockShape _shape;
    private readonly Matrix _attentionNorm, _queryKeyValue, _output, _feedForwardNorm, _gateUp, _down;

    /// <summary>Room for a block that has lost nothing.</summary>
    public BlockMemory(DecoderSpec spec) : this(BlockShape.Of(spec)) { }

    public BlockMemory(BlockShape shape)
    {
        _shape = shape;
        _attentionNorm = new(1, shape.Width);
        _feedForwardNorm = new(1, shape.MiddleWidth);
        _queryKeyValue = New(LinearGroup.QueryKeyValue);
        _output = New(LinearGroup.Output);
        _gateUp = New(LinearGroup.GateUp);
        _down = New(LinearGroup.Down);
    }

    public BlockTensors Tensors => new(_attentionNorm.View, _queryKeyValue.View, _output.View, _feedForwardNorm.View, _gateUp.View, _down.View);

    /// <summary>The numbers of one layer; the caller keeps this object alive.</summary>
    public MatrixView this[LinearRole role] => Tensors.Linear(role, _shape);

    /// <summary>Whether a block of these sizes fits exactly.</summary>
    public bool IsFor(BlockShape shape) => _shape.IsSame(shape);

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

    private Matrix New(LinearGroup group) => new(_shape.Of(group).Rows, _shape.Of(group).Columns);
}
