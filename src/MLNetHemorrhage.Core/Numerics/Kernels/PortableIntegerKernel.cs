namespace MLNetHemorrhage.Numerics;

/// <summary>Multiplies one number at a time, which any processor can.</summary>
internal sealed unsafe class PortableIntegerKernel : IntegerKernel
{
    private const int Lanes = QuantizedPanels.Lanes;

    public override string Name => "portable";

    public override void Multiply(IntegerLayout layout, float* codes, int* levels, int* sums, int height, float* results)
    {
        int* dots = stackalloc int[BlockRows * Lanes];
        new Span<int>(dots, height * Lanes).Clear();
        for (int run = 0; run < layout.Runs.Length; run++)
        {
            float* scales = codes, shifts = codes + Lanes;
            uint* words = (uint*)(layout.HasShifts ? shifts + Lanes : shifts);
            for (int j = 0; j < layout.Runs[run]; j++)
                for (int lane = 0; lane < Lanes; lane++)
                    for (int r = 0; r < height; r++)
                        dots[r * Lanes + lane] += Code(words, layout.LevelsOfWord, j, lane) * ((sbyte*)(levels + j / sizeof(int) * height + r))[j % sizeof(int)];
            levels += layout.WordsOf(layout.Runs[run]) * height;
            codes = (float*)(words + layout.WordsOf(layout.Runs[run]) / (layout.LevelsOfWord / sizeof(uint)) * Lanes);
            if (!layout.EndsGroup[run]) continue;
            for (int i = 0; i < height * Lanes; i++)
            {
                int lane = i % Lanes, whole = dots[i] - layout.Zero(shifts[lane]) * sums[i / Lanes];
                results[i] = MathF.FusedMultiplyAdd(whole, scales[lane], results[i]);
                dots[i] = 0;
            }
            sums += height;
        }
    }

    private static int Code(uint* words, int codesOfWord, int column, int lane)
    {
        byte codes = (byte)(words[column / codesOfWord * Lanes + lane] >> 8 * (column % sizeof(uint)));
        if (codesOfWord == sizeof(uint)) return codes;
        return column % codesOfWord < sizeof(uint) ? codes % QuantizedFormat.TableLength : codes / QuantizedFormat.TableLength;
    }
}
