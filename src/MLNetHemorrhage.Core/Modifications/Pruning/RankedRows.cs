using System.Runtime.InteropServices;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>
/// The scores of many rows, of a matrix or of a whole model, in rising order. They are computed anew for each of a few passes, so
/// that no copy of them is held; counts are whole numbers, so that the order in which threads add them does not matter.
/// </summary>
internal sealed class RankedRows(int rows, Func<int, int> width, RowScores scores, WorkerPool pool)
{
    private const int DigitBits = 11, DigitMask = (1 << DigitBits) - 1;

    // The sign of a score is never set; the highest digit is 9 bits long.
    private const int HighestShift = 55, Tasks = 64;

    public delegate Span<bool> RowMarks(int row);

    /// <summary>The score at place <paramref name="count"/>, from 1, as bits, and how many equal to it are among those.</summary>
    public (ulong Threshold, long Equal) Find(long count)
    {
        ulong prefix = 0, known = 0;
        for (int shift = HighestShift; shift >= 0; shift -= DigitBits)
        {
            long[] histogram = Histogram(prefix, known, shift);
            int digit = 0;
            while (count > histogram[digit]) count -= histogram[digit++];
            prefix |= (ulong)digit << shift;
            known |= (ulong)DigitMask << shift;
        }
        return (prefix, count);
    }

    /// <summary>Marks the <paramref name="count"/> smallest, of equal ones those that come first, or all of them.</summary>
    public void Mark(long count, bool withTies, RowMarks marks)
    {
        if (count == 0) return;
        var (threshold, equal) = Find(count);
        long[] quotas = withTies ? [.. Enumerable.Repeat(long.MaxValue, rows)] : Quotas(threshold, equal);
        ForRows((r, keys) => SmallestKeys.MarkUpTo(keys, threshold, quotas[r], marks(r)));
    }

    /// <summary>How many of each row are among the <paramref name="count"/> smallest, of equal ones those that come first.</summary>
    public long[] CountByRow(long count)
    {
        var counts = new long[rows];
        if (count == 0) return counts;
        var (threshold, equal) = Find(count);
        long[] quotas = Quotas(threshold, equal);
        ForRows((r, keys) =>
        {
            long below = 0;
            foreach (ulong key in keys)
                if (key < threshold) below++;
            counts[r] = below + quotas[r];
        });
        return counts;
    }

    // The first rows may take as many of the equal ones as they have.
    private long[] Quotas(ulong threshold, long equal)
    {
        var quotas = new long[rows];
        ForRows((r, keys) => quotas[r] = keys.Count(threshold));
        for (int r = 0; r < rows; r++)
        {
            quotas[r] = Math.Min(quotas[r], equal);
            equal -= quotas[r];
        }
        return quotas;
    }

    private long[] Histogram(ulong prefix, ulong known, int shift)
    {
        var total = new long[1 << DigitBits];
        int tasks = Math.Min(Tasks, rows);
        pool.For(tasks, t =>
        {
            var own = new int[total.Length];
            ForRange(t, tasks, (_, keys) =>
            {
                foreach (ulong key in keys)
                    if ((key & known) == prefix) own[(int)(key >> shift) & DigitMask]++;
            });
            lock (total)
                for (int d = 0; d < own.Length; d++) total[d] += own[d];
        });
        return total;
    }

    private delegate void RowReader(int row, Span<ulong> keys);

    private void ForRows(RowReader read)
    {
        int tasks = Math.Min(Tasks, rows);
        pool.For(tasks, t => ForRange(t, tasks, read));
    }

    private void ForRange(int task, int tasks, RowReader read)
    {
        double[] buffer = [];
        for (int r = (int)((long)rows * task / tasks); r < (int)((long)rows * (task + 1) / tasks); r++)
        {
            int columns = width(r);
            if (buffer.Length < columns) buffer = new double[columns];
            scores(r, buffer.AsSpan(0, columns));
            read(r, MemoryMarshal.Cast<double, ulong>(buffer.AsSpan(0, columns)));
        }
    }
}
