namespace MLNetHemorrhage.Numerics;

/// <summary>How the codes of a matrix become values: each code stands for a number x, and a group of consecutive columns of a row shares a scale.</summary>
/// <param name="Columns">Columns of the matrix.</param>
/// <param name="Group">Columns that share a scale; the last group of a row may be short.</param>
/// <param name="Rule">What the scale, and where there is one the shift of the group, make of x.</param>
internal sealed record QuantizedFormat(int Columns, int Group, ScaleRule Rule)
{
    /// <summary>Codes that a table of <see cref="TableLength"/> values can stand for.</summary>
    public const int TableBits = 4;

    public const int TableLength = 1 << TableBits;

    /// <summary>The x of each of 16 codes, which take 4 bits; null where codes take 8 bits and x is the code itself.</summary>
    public float[]? Table { get; init; }

    /// <summary>The shift of all groups, where it is the same; then no group has one of its own.</summary>
    public float? CommonShift { get; init; }

    /// <summary>Groups of a row.</summary>
    public int Groups => (Columns + Group - 1) / Group;

    /// <summary>Bits that a code takes.</summary>
    public int CodeBits => Table is null ? 8 : TableBits;

    /// <summary>Whether every group has a shift of its own.</summary>
    public bool HasShifts => Rule != ScaleRule.Scaled && CommonShift is null;

    /// <summary>A table that gives every code's distance from <paramref name="zero"/>.</summary>
    public static float[] Distances(int zero) => [.. Enumerable.Range(0, TableLength).Select(code => (float)(code - zero))];

    /// <summary>The value of a code. The shift of the group counts only where groups have one.</summary>
    public float Value(byte code, float scale, float shift)
    {
        float x = Table is null ? code : Table[code];
        return Rule switch
        {
            ScaleRule.Scaled => scale * x,
            ScaleRule.Centered => scale * (x - (CommonShift ?? shift)),
            _ => scale * x - (CommonShift ?? shift),
        };
    }

    /// <summary>Whether rows of both formats may lie in one panel.</summary>
    public bool Matches(QuantizedFormat other) =>
        (this with { Table = null }) == (other with { Table = null }) && (Table is null == other.Table is null) && Table.AsSpan().SequenceEqual(other.Table);
}

/// <summary>Values from numbers and scales. Every operation is rounded to single precision.</summary>
internal enum ScaleRule
{
    /// <summary>scale · x.</summary>
    Scaled,

    /// <summary>scale · (x - shift).</summary>
    Centered,

    /// <summary>scale · x - shift.</summary>
    Offset,
}
