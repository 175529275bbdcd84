using System.Globalization;
using MLNetHemorrhage.Stacking;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Tests.Robustness.Stacking;

/// <summary>
/// Table 10 of arXiv 2503.23924: perplexities of LLaMA-2-7B after Wanda and then a k-quant of llama.cpp. The sizes in the table are partly
/// wrong and are not read.
/// </summary>
internal static class TableTen
{
    private static readonly double[] Bits = [16, 8, 6, 5, 4, 3, 2];

    /// <summary>Every cell, as strengths and ln ratio to the dense model.</summary>
    public static IReadOnlyList<SurfaceCell> Cells { get; } = Read();

    private static SurfaceCell[] Read()
    {
        var rows = File.ReadLines(TestData.Golden("paper/table10.csv")).Skip(1).Select(line => line.Split(',')).ToArray();
        double dense = Perplexity(rows[0][1]);
        return
        [
            .. from row in rows
               from q in Enumerable.Range(0, Bits.Length)
               select new SurfaceCell(Number(row[0].TrimEnd('%')) / 100, Strengths.Of("bits", Bits[q]), Math.Log(Perplexity(row[q + 1]) / dense)),
        ];
    }

    private static double Perplexity(string cell) => Number(cell.Split(' ')[0]);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
