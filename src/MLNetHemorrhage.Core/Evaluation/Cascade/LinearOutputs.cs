using MLNetHemorrhage.Models;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Cascade;

/// <summary>Room for the outputs of a group of linear layers, for some rows at a time: of the base, of the modified weights on the base's inputs, of both modified.</summary>
internal sealed class LinearOutputs
{
    /// <summary>Most rows at a time.</summary>
    public const int TileRows = 256;

    private readonly Matrix[] _tiles;

    public LinearOutputs(DecoderSpec spec)
    {
        int widest = Enumerable.Range(0, LinearGroups.Count).Max(g => spec.Width((LinearGroup)g));
        _tiles = [new(TileRows, widest), new(TileRows, widest), new(TileRows, widest)];
    }

    public MatrixView Base(int rows, int columns) => _tiles[0].View.Slice(0, rows, 0, columns);

    public MatrixView Local(int rows, int columns) => _tiles[1].View.Slice(0, rows, 0, columns);

    public MatrixView InPlace(int rows, int columns) => _tiles[2].View.Slice(0, rows, 0, columns);
}
