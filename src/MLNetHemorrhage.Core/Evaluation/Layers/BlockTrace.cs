using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Layers;

/// <summary>What one model did in one block: copies of the rows that count, and of all keys. Its memory is used again from block to block.</summary>
internal sealed class BlockTrace(DecoderSpec spec) : IBlockObserver
{
    private readonly Matrix[] _inputs = [.. Enumerable.Range(0, LinearGroups.Count).Select(g => new Matrix(0, spec.Shape(((LinearGroup)g).Roles()[0]).Columns))];
    private Matrix _projected = new(0, spec.Width(LinearGroup.QueryKeyValue));
    private Matrix _gated = new(0, spec.Width(LinearGroup.GateUp));
    private Matrix _residual = new(0, spec.HiddenSize);
    private Matrix _query = new(0, spec.Shape(LinearRole.Query).Rows);
    private Matrix _key = new(0, spec.Shape(LinearRole.Key).Rows);
    private CountedRows? _rows;

    /// <summary>The residual stream [counted rows, hidden].</summary>
    public MatrixView Residual => View(_residual);

    /// <summary>Rotated queries [counted rows, heads · head size].</summary>
    public MatrixView Query => View(_query);

    /// <summary>Rotated keys [tokens, key-value heads · head size].</summary>
    public MatrixView Key => _key.View;

    /// <summary>The outputs of the heads side by side [counted rows, heads · head size].</summary>
    public MatrixView HeadOutputs => Input(LinearGroup.Output);

    /// <summary>The input of a group of linear layers [counted rows, inputs].</summary>
    public MatrixView Input(LinearGroup group) => View(_inputs[(int)group]);

    /// <summary>The outputs of a group of linear layers side by side [counted rows, outputs]; null for those that add to the residual stream at once.</summary>
    public MatrixView? Output(LinearGroup group) => group switch
    {
        LinearGroup.QueryKeyValue => View(_projected),
        LinearGroup.GateUp => View(_gated),
        _ => null,
    };

    /// <summary>Says which rows count from now on.</summary>
    public void Begin(CountedRows rows) => _rows = rows;

    /// <summary>Copies the residual stream [tokens, hidden].</summary>
    public void SetResidual(Matrix hidden)
    {
        Copy(hidden.View, ref _residual);
        GC.KeepAlive(hidden);
    }

    void ILinearInputObserver.Observe(ReadOnlySpan<LinearRole> roles, MatrixView input) => Copy(input, ref _inputs[(int)LinearGroups.Of(roles[0])]);

    void IBlockObserver.ObserveOutput(LinearGroup group, MatrixView output)
    {
        if (group == LinearGroup.QueryKeyValue) Copy(output, ref _projected);
        else Copy(output, ref _gated);
    }

    void IBlockObserver.ObserveAttention(MatrixView query, MatrixView key)
    {
        Copy(query, ref _query);
        Reserve(ref _key, key.Rows);
        for (int t = 0; t < key.Rows; t++) key.Row(t).CopyTo(_key.Row(t));
    }

    private void Copy(MatrixView tokens, ref Matrix gathered)
    {
        Reserve(ref gathered, _rows!.Count);
        _rows.Gather(tokens, gathered.View);
    }

    private MatrixView View(Matrix matrix) => matrix.View.RowRange(0, _rows!.Count);

    private static void Reserve(ref Matrix matrix, int rows)
    {
        if (matrix.Rows < rows) matrix = new(rows, matrix.Columns);
    }
}
