namespace MLNetHemorrhage.Numerics;

/// <summary>
/// The right-hand side B [rows, columns] of C = A·Bᵀ as integer codes with scales, in the order the kernels read it: panels of 32 rows, the
/// lanes. A panel is a sequence of runs, the columns that share both a group and a slice of <see cref="Gemm"/>. A run is 32 scales, 32 shifts
/// where groups have them, and then words of 32 bits, one for each lane, which hold the next 4 columns as bytes or the next 8 as 4-bit
/// codes: those of columns 0 to 3 in the lower halves of the bytes, those of columns 4 to 7 in the upper ones, so that both kinds are four
/// neighbouring columns in the bytes of a word, as instructions that multiply integers want them.
/// </summary>
internal sealed unsafe class QuantizedPanels
{
    /// <summary>Rows of a panel.</summary>
    public const int Lanes = PackedMatrix.PanelRows;

    private const int WordBits = 32;

    private readonly Matrix _memory;
    private readonly int[] _runs;
    private readonly int[] _firstRuns;
    private readonly nint[] _sliceStarts;

    /// <summary>Packs B from a row source, which is asked for every row once, in any order and on several threads.</summary>
    public QuantizedPanels(int rows, QuantizedFormat format, RowReader read, WorkerPool pool)
    {
        (Rows, Format) = (rows, format);
        (_runs, _firstRuns) = Cut(format);
        _sliceStarts = new nint[_firstRuns.Length];
        for (int s = 1; s < _sliceStarts.Length; s++)
        {
            _sliceStarts[s] = _sliceStarts[s - 1];
            foreach (int length in Runs(s - 1)) _sliceStarts[s] += RunLength(format, length);
        }
        _memory = new(Panels, (int)_sliceStarts[^1]);
        pool.For(Panels, p => Pack(p, read));
    }

    /// <summary>Gives the codes of a row, and the scale and (where there are such) the shift of each of its groups.</summary>
    public delegate void RowReader(int row, Span<byte> codes, Span<float> scales, Span<float> shifts);

    public int Rows { get; }

    public int Columns => Format.Columns;

    public QuantizedFormat Format { get; }

    /// <summary>Number of panels.</summary>
    public int Panels => (Rows + Lanes - 1) / Lanes;

    /// <summary>Slices of the columns.</summary>
    public int Slices => _sliceStarts.Length - 1;

    /// <summary>Bytes held.</summary>
    public long ByteSize => ByteSizeFor(Rows, Format);

    /// <summary>Bytes that so many rows take.</summary>
    public static long ByteSizeFor(int rows, QuantizedFormat format)
    {
        long panel = 0;
        foreach (int length in Cut(format).Runs) panel += RunLength(format, length);
        return (rows + Lanes - 1) / Lanes * panel * sizeof(float);
    }

    /// <summary>Columns of each run of a slice.</summary>
    public ReadOnlySpan<int> Runs(int slice) => _runs.AsSpan(_firstRuns[slice].._firstRuns[slice + 1]);

    /// <summary>Where a slice of a panel begins.</summary>
    public float* Slice(int panel, int slice) => _memory.View.Pointer + (nint)panel * _memory.Columns + _sliceStarts[slice];

    private static int CodesOfWord(QuantizedFormat format) => WordBits / format.CodeBits;

    private static int RunLength(QuantizedFormat format, int columns) =>
        Lanes * ((format.HasShifts ? 2 : 1) + (columns + CodesOfWord(format) - 1) / CodesOfWord(format));

    // The columns of all runs, and which is the first of every slice.
    private static (int[] Runs, int[] FirstRuns) Cut(QuantizedFormat format)
    {
        List<int> runs = [], firsts = [];
        for (int k = 0; k < format.Columns; k += runs[^1])
        {
            if (k % Gemm.SliceLength == 0) firsts.Add(runs.Count);
            int end = Math.Min(format.Columns, Math.Min(Next(k, format.Group), Next(k, Gemm.SliceLength)));
            runs.Add(end - k);
        }
        return ([.. runs], [.. firsts, runs.Count]);

        static int Next(int k, int length) => (int)Math.Min(int.MaxValue, ((long)k / length + 1) * length);
    }

    private void Pack(int panel, RowReader read)
    {
        var codes = new byte[Columns];
        float[] scales = new float[Format.Groups], shifts = new float[Format.Groups];
        for (int lane = 0; lane < Math.Min(Lanes, Rows - panel * Lanes); lane++)
        {
            read(panel * Lanes + lane, codes, scales, shifts);
            float* to = Slice(panel, 0) + lane;
            for (int r = 0, k = 0; r < _runs.Length; k += _runs[r++])
            {
                *to = scales[k / Format.Group];
                to += Lanes;
                if (Format.HasShifts)
                {
                    *to = shifts[k / Format.Group];
                    to += Lanes;
                }
                to = PackRun(codes.AsSpan(k, _runs[r]), (uint*)to);
            }
        }
    }

    private float* PackRun(ReadOnlySpan<byte> codes, uint* to)
    {
        const int Bytes = sizeof(uint);
        int each = CodesOfWord(Format);
        for (; !codes.IsEmpty; codes = codes[Math.Min(each, codes.Length)..], to += Lanes)
            for (int i = 0; i < Math.Min(each, codes.Length); i++) *to |= (uint)codes[i] << 8 * (i % Bytes) + QuantizedFormat.TableBits * (i / Bytes);
        return (float*)to;
    }
}
