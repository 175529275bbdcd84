namespace MLNetHemorrhage.Numerics;

/// <summary>Buffers that a thread keeps between products, so that small products inside a parallel region allocate nothing.</summary>
internal sealed unsafe class GemmScratch
{
    [ThreadStatic]
    private static GemmScratch? _current;

    private Matrix _packedA = new(1, 0);
    private Matrix _panelB = new(1, 0);
    private Matrix _rows = new(1, 0);

    /// <summary>The calling thread's buffers.</summary>
    public static GemmScratch Current => _current ??= new();

    /// <summary>Room for one tile of C at the ragged right and lower edges.</summary>
    public Matrix Tile { get; } = new(16, PackedMatrix.PanelRows);

    /// <summary>Room for a block of packed A.</summary>
    public float* PackedA(int length) => Grow(ref _packedA, length);

    /// <summary>Room for one slice of a panel of B.</summary>
    public float* PanelB(int length) => Grow(ref _panelB, length);

    /// <summary>Room for rows on their way into a panel.</summary>
    public float* Rows(int length) => Grow(ref _rows, length);

    private static float* Grow(ref Matrix buffer, int length)
    {
        if (buffer.Columns < length) buffer = new(1, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length));
        return buffer.View.Pointer;
    }
}
