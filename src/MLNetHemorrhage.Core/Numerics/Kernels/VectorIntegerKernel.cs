using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLNetHemorrhage.Numerics;

/// <summary>A single row with the 32 lanes of a panel, or a block of 6 rows with 16 lanes after 16. Written out in full: only named locals are kept in registers.</summary>
internal sealed unsafe class VectorIntegerKernel<TDot> : IntegerKernel where TDot : struct, IIntegerDot
{
    private const int Lanes = QuantizedPanels.Lanes, Half = Lanes / 2, Width = 8;

    public override string Name => TDot.Name;

    public override void Multiply(IntegerLayout layout, float* codes, int* levels, int* sums, int height, float* results)
    {
        if (height == 1)
        {
            MultiplyRow(layout, codes, levels, sums, results);
            return;
        }
        MultiplyBlock(layout, codes, levels, sums, results, 0);
        MultiplyBlock(layout, codes, levels, sums, results, Half);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyBlock(IntegerLayout layout, float* codes, int* levels, int* sums, float* results, int firstLane)
    {
        bool areNibbles = layout.LevelsOfWord > sizeof(uint);
        Vector256<int> d00 = default, d01 = default, d10 = default, d11 = default, d20 = default, d21 = default, d30 = default, d31 = default, d40 = default, d41 = default, d50 = default, d51 = default;
        for (int run = 0; run < layout.Runs.Length; run++)
        {
            float* scales = codes + firstLane;
            codes += layout.HasShifts ? 2 * Lanes : Lanes;
            for (int left = layout.Runs[run]; left > 0; left -= layout.LevelsOfWord, codes += Lanes)
            {
                Vector256<byte> c0 = Vector256.Load((byte*)(codes + firstLane)), c1 = Vector256.Load((byte*)(codes + firstLane + Width));
                if (areNibbles)
                {
                    Vector256<byte> low0 = Low(c0), low1 = Low(c1);
                    var x = Levels(levels);
                    d00 = TDot.Add(d00, low0, x);
                    d01 = TDot.Add(d01, low1, x);
                    x = Levels(levels + 1);
                    d10 = TDot.Add(d10, low0, x);
                    d11 = TDot.Add(d11, low1, x);
                    x = Levels(levels + 2);
                    d20 = TDot.Add(d20, low0, x);
                    d21 = TDot.Add(d21, low1, x);
                    x = Levels(levels + 3);
                    d30 = TDot.Add(d30, low0, x);
                    d31 = TDot.Add(d31, low1, x);
                    x = Levels(levels + 4);
                    d40 = TDot.Add(d40, low0, x);
                    d41 = TDot.Add(d41, low1, x);
                    x = Levels(levels + 5);
                    d50 = TDot.Add(d50, low0, x);
                    d51 = TDot.Add(d51, low1, x);
                    levels += BlockRows;
                    (c0, c1) = (High(c0), High(c1));
                }
                var y = Levels(levels);
                d00 = TDot.Add(d00, c0, y);
                d01 = TDot.Add(d01, c1, y);
                y = Levels(levels + 1);
                d10 = TDot.Add(d10, c0, y);
                d11 = TDot.Add(d11, c1, y);
                y = Levels(levels + 2);
                d20 = TDot.Add(d20, c0, y);
                d21 = TDot.Add(d21, c1, y);
                y = Levels(levels + 3);
                d30 = TDot.Add(d30, c0, y);
                d31 = TDot.Add(d31, c1, y);
                y = Levels(levels + 4);
                d40 = TDot.Add(d40, c0, y);
                d41 = TDot.Add(d41, c1, y);
                y = Levels(levels + 5);
                d50 = TDot.Add(d50, c0, y);
                d51 = TDot.Add(d51, c1, y);
                levels += BlockRows;
            }
            if (!layout.EndsGroup[run]) continue;
            Vector256<float> s0 = Vector256.Load(scales), s1 = Vector256.Load(scales + Width);
            Vector256<int> z0 = Shifts(layout, scales), z1 = Shifts(layout, scales + Width);
            float* to = results + firstLane;
            AddGroup(to, d00 - Zeros(layout, z0, sums[0]), s0);
            AddGroup(to + Width, d01 - Zeros(layout, z1, sums[0]), s1);
            AddGroup(to + Lanes, d10 - Zeros(layout, z0, sums[1]), s0);
            AddGroup(to + Lanes + Width, d11 - Zeros(layout, z1, sums[1]), s1);
            AddGroup(to + 2 * Lanes, d20 - Zeros(layout, z0, sums[2]), s0);
            AddGroup(to + 2 * Lanes + Width, d21 - Zeros(layout, z1, sums[2]), s1);
            AddGroup(to + 3 * Lanes, d30 - Zeros(layout, z0, sums[3]), s0);
            AddGroup(to + 3 * Lanes + Width, d31 - Zeros(layout, z1, sums[3]), s1);
            AddGroup(to + 4 * Lanes, d40 - Zeros(layout, z0, sums[4]), s0);
            AddGroup(to + 4 * Lanes + Width, d41 - Zeros(layout, z1, sums[4]), s1);
            AddGroup(to + 5 * Lanes, d50 - Zeros(layout, z0, sums[5]), s0);
            AddGroup(to + 5 * Lanes + Width, d51 - Zeros(layout, z1, sums[5]), s1);
            d00 = d01 = d10 = d11 = d20 = d21 = d30 = d31 = d40 = d41 = d50 = d51 = default;
            sums += BlockRows;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyRow(IntegerLayout layout, float* codes, int* levels, int* sums, float* results)
    {
        bool areNibbles = layout.LevelsOfWord > sizeof(uint);
        // Two sets of sums, so that a word does not wait for the one before it.
        Vector256<int> d0 = default, d1 = default, d2 = default, d3 = default, e0 = default, e1 = default, e2 = default, e3 = default;
        for (int run = 0; run < layout.Runs.Length; run++)
        {
            float* scales = codes;
            codes += layout.HasShifts ? 2 * Lanes : Lanes;
            int left = layout.Runs[run];
            if (areNibbles)
            {
                for (; left > 0; left -= layout.LevelsOfWord, codes += Lanes, levels += 2)
                {
                    byte* words = (byte*)codes;
                    Vector256<sbyte> x = Levels(levels), y = Levels(levels + 1);
                    Vector256<byte> c0 = Vector256.Load(words), c1 = Vector256.Load(words + 32), c2 = Vector256.Load(words + 64), c3 = Vector256.Load(words + 96);
                    d0 = TDot.Add(d0, Low(c0), x);
                    d1 = TDot.Add(d1, Low(c1), x);
                    d2 = TDot.Add(d2, Low(c2), x);
                    d3 = TDot.Add(d3, Low(c3), x);
                    e0 = TDot.Add(e0, High(c0), y);
                    e1 = TDot.Add(e1, High(c1), y);
                    e2 = TDot.Add(e2, High(c2), y);
                    e3 = TDot.Add(e3, High(c3), y);
                }
            }
            for (; left > sizeof(uint); left -= 2 * sizeof(uint), codes += 2 * Lanes, levels += 2)
            {
                byte* words = (byte*)codes;
                Vector256<sbyte> x = Levels(levels), y = Levels(levels + 1);
                d0 = TDot.Add(d0, Vector256.Load(words), x);
                d1 = TDot.Add(d1, Vector256.Load(words + 32), x);
                d2 = TDot.Add(d2, Vector256.Load(words + 64), x);
                d3 = TDot.Add(d3, Vector256.Load(words + 96), x);
                e0 = TDot.Add(e0, Vector256.Load(words + 128), y);
                e1 = TDot.Add(e1, Vector256.Load(words + 160), y);
                e2 = TDot.Add(e2, Vector256.Load(words + 192), y);
                e3 = TDot.Add(e3, Vector256.Load(words + 224), y);
            }
            if (left > 0)
            {
                byte* words = (byte*)codes;
                var x = Levels(levels++);
                d0 = TDot.Add(d0, Vector256.Load(words), x);
                d1 = TDot.Add(d1, Vector256.Load(words + 32), x);
                d2 = TDot.Add(d2, Vector256.Load(words + 64), x);
                d3 = TDot.Add(d3, Vector256.Load(words + 96), x);
                codes += Lanes;
            }
            if (!layout.EndsGroup[run]) continue;
            int sum = *sums++;
            AddGroup(results, d0 + e0 - Zeros(layout, Shifts(layout, scales), sum), Vector256.Load(scales));
            AddGroup(results + Width, d1 + e1 - Zeros(layout, Shifts(layout, scales + Width), sum), Vector256.Load(scales + Width));
            AddGroup(results + 2 * Width, d2 + e2 - Zeros(layout, Shifts(layout, scales + 2 * Width), sum), Vector256.Load(scales + 2 * Width));
            AddGroup(results + 3 * Width, d3 + e3 - Zeros(layout, Shifts(layout, scales + 3 * Width), sum), Vector256.Load(scales + 3 * Width));
            d0 = d1 = d2 = d3 = e0 = e1 = e2 = e3 = default;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<sbyte> Levels(int* levels) => Vector256.Create(*levels).AsSByte();

    // Codes of 4 bits: those of the first four columns of a word, and those of the four behind them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Low(Vector256<byte> words) => words & Vector256.Create((byte)15);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> High(Vector256<byte> words) => (words.AsUInt32() >> QuantizedFormat.TableBits).AsByte() & Vector256.Create((byte)15);

    // The codes that stand for zero, where lanes have shifts of their own, which lie behind the scales of all lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Shifts(IntegerLayout layout, float* scales) =>
        layout.HasShifts ? Avx.ConvertToVector256Int32(Vector256.Load(scales + Lanes)) + Vector256.Create(layout.Zero(0) - TDot.Bias) : default;

    // What the products with codes have too much: the code that stands for zero, as it was multiplied, times the sum of the levels.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Zeros(IntegerLayout layout, Vector256<int> shifts, int sum) =>
        layout.HasShifts ? shifts * sum : Vector256.Create((layout.Zero(0) - TDot.Bias) * sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddGroup(float* results, Vector256<int> whole, Vector256<float> scale) =>
        Fma.MultiplyAdd(Avx.ConvertToVector256Single(whole), scale, Vector256.Load(results)).Store(results);
}
