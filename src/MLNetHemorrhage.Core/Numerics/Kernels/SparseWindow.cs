using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLNetHemorrhage.Numerics;

/// <summary>
/// Up to 256 rows of a sparse right-hand side. The columns are cut into strips; in each strip rows with about equally many values
/// share a panel of 8 lanes, padded with zeros, so that a step is a vector of values and one of columns, which rise in every lane
/// (sliced ELLPACK with sorting: Kreutzer et al. 2014, "A unified sparse matrix data format").
/// </summary>
internal sealed unsafe class SparseWindow
{
    /// <summary>Rows of a panel.</summary>
    public const int Lanes = 8;

    /// <summary>Most rows: their indices are bytes.</summary>
    public const int MaxRows = 256;

    /// <summary>Columns of a strip: with 64 rows of A it stays in the first-level cache.</summary>
    public const int StripColumns = 128;

    /// <summary>Strips of a slice of <see cref="Gemm"/>.</summary>
    public const int StripsPerSlice = Gemm.SliceLength / StripColumns;

    private readonly Strip[] _strips;
    private readonly Matrix _values;
    private readonly byte[] _columns;

    /// <summary>Packs rows.</summary>
    public SparseWindow(int firstRow, int rows, int columns, PackedMatrix.RowReader read)
    {
        (FirstRow, Rows) = (firstRow, rows);
        var dense = new MatrixView(GemmScratch.Current.Rows(checked(rows * columns)), rows, columns, columns);
        for (int r = 0; r < rows; r++) read(firstRow + r, dense.Row(r));
        _strips = new Strip[(columns + StripColumns - 1) / StripColumns];
        int entries = 0;
        for (int s = 0; s < _strips.Length; s++)
        {
            _strips[s] = Sort(Part(dense, s), entries);
            foreach (byte steps in _strips[s].Steps) entries = checked(entries + steps * Lanes);
        }
        _values = new(1, entries);
        _columns = GC.AllocateArray<byte>(entries, pinned: true);
        for (int s = 0; s < _strips.Length; s++) Fill(Part(dense, s), s);
    }

    /// <summary>Index of the first row in the matrix.</summary>
    public int FirstRow { get; }

    public int Rows { get; }

    public int Strips => _strips.Length;

    /// <summary>Bytes held.</summary>
    public long ByteSize => _columns.LongLength * SparsePanels.BytesPerValue + _strips.Length * (Lanes + 1L) * ((Rows + Lanes - 1) / Lanes);

    /// <summary>For every panel of a strip how many steps it has.</summary>
    public ReadOnlySpan<byte> Steps(int strip) => _strips[strip].Steps;

    /// <summary>The rows of the lanes of all panels of a strip; a lane that has none has an index from <see cref="Rows"/> on.</summary>
    public byte* RowsOfLanes(int strip) => Pointer(_strips[strip].RowsOfLanes);

    /// <summary>The first value of a strip; 8 for each step, step after step, panel after panel.</summary>
    public float* Values(int strip) => _values.View.Pointer + _strips[strip].Start;

    /// <summary>The columns that belong to the values, counted from the strip's first.</summary>
    public byte* Columns(int strip) => Pointer(_columns) + _strips[strip].Start;

    private static MatrixView Part(MatrixView dense, int strip) =>
        dense.ColumnRange(strip * StripColumns, Math.Min(StripColumns, dense.Columns - strip * StripColumns));

    // By counting: rows with many values first.
    private static Strip Sort(MatrixView part, int start)
    {
        int lanes = (part.Rows + Lanes - 1) / Lanes * Lanes;
        Span<byte> counts = stackalloc byte[MaxRows];
        Span<int> places = stackalloc int[StripColumns + 2];
        counts.Clear();
        places.Clear();
        for (int r = 0; r < lanes; r++)
        {
            if (r < part.Rows) counts[r] = (byte)(part.Columns - part.Row(r).Count(0f));
            places[StripColumns - counts[r] + 1]++;
        }
        for (int i = 1; i < places.Length; i++) places[i] += places[i - 1];
        var rows = GC.AllocateArray<byte>(lanes, pinned: true);
        for (int r = 0; r < lanes; r++) rows[places[StripColumns - counts[r]]++] = (byte)r;
        var steps = new byte[lanes / Lanes];
        for (int p = 0; p < steps.Length; p++) steps[p] = counts[rows[p * Lanes]];
        return new(start, rows, steps);
    }

    private void Fill(MatrixView part, int strip)
    {
        float* values = Values(strip);
        byte* columns = Columns(strip), rows = RowsOfLanes(strip);
        foreach (byte steps in Steps(strip))
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                int row = rows[lane], next = lane;
                for (int c = 0; row < part.Rows && c < part.Columns; c++)
                {
                    float value = part.Pointer[(nint)row * part.Stride + c];
                    if (value == 0) continue;
                    values[next] = value;
                    columns[next] = (byte)c;
                    next += Lanes;
                }
            }
            rows += Lanes;
            values += steps * Lanes;
            columns += steps * Lanes;
        }
    }

    private static byte* Pointer(byte[] pinned) => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));

    private readonly record struct Strip(int Start, byte[] RowsOfLanes, byte[] Steps);
}
