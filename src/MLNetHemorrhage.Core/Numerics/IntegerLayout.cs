namespace MLNetHemorrhage.Numerics;

/// <summary>
/// How the codes of <see cref="QuantizedPanels"/> are multiplied as integers: a code stands for code - zero, and a sum over a group is whole and exact.
/// </summary>
internal sealed class IntegerLayout
{
    /// <summary>The longest group whose sum cannot leave 32 bits: codes below 256, levels to 127.</summary>
    private const int LongestGroup = 1 << 16;

    private readonly int _origin;

    private readonly int? _commonShift;

    public IntegerLayout(QuantizedPanels panels) : this(panels.Format)
    {
        var (runs, ends) = (new List<int>(), new List<bool>());
        for (int s = 0, k = 0; s < panels.Slices; s++)
        {
            foreach (int length in panels.Runs(s))
            {
                k += length;
                runs.Add(length);
                ends.Add(k % panels.Format.Group == 0 || k == panels.Columns);
            }
        }
        (Runs, EndsGroup) = ([.. runs], [.. ends]);
        Words = runs.Sum(WordsOf);
    }

    private IntegerLayout(QuantizedFormat format)
    {
        (Runs, EndsGroup) = ([], []);
        Groups = format.Groups;
        HasShifts = format.HasShifts;
        LevelsOfWord = 8 * sizeof(uint) / format.CodeBits;
        _origin = format.Table is null ? 0 : (int)format.Table[0];
        _commonShift = (int?)format.CommonShift;
    }

    /// <summary>Columns of the runs of a panel, first to last.</summary>
    public int[] Runs { get; }

    /// <summary>Whether a run is the last of its group.</summary>
    public bool[] EndsGroup { get; }

    /// <summary>Groups of a row.</summary>
    public int Groups { get; }

    /// <summary>Whether scales are followed by a shift for every lane.</summary>
    public bool HasShifts { get; }

    /// <summary>Codes of a word: 4, or 8 of 4 bits.</summary>
    public int LevelsOfWord { get; }

    /// <summary>Words of four levels that a row of inputs takes.</summary>
    public int Words { get; }

    /// <summary>Whether codes of this form are whole numbers times a scale, in groups whose sums stay exact.</summary>
    public static bool Fits(QuantizedFormat format)
    {
        if (format.Rule == ScaleRule.Offset || format.Group > LongestGroup) return false;
        if (format.Table is not { } table) return true;
        for (int i = 0; i < table.Length; i++)
            if (table[i] != (int)table[0] + i) return false;
        return true;
    }

    /// <summary>The code that stands for zero, given the shift of the group where it has one.</summary>
    public int Zero(float shift) => (HasShifts ? (int)shift : _commonShift ?? 0) - _origin;

    /// <summary>Words of four levels that a run takes; those behind its end are zero.</summary>
    public int WordsOf(int run) => (run + LevelsOfWord - 1) / LevelsOfWord * (LevelsOfWord / sizeof(uint));
}
