using System.Runtime.Intrinsics;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>Rotary position embedding (Su et al. 2021): cosines and sines of every position, and the rotation of queries and keys.</summary>
internal sealed unsafe class RotaryTable
{
    private readonly RotaryLayout _layout;
    private readonly int _half;
    private readonly Matrix _cosines;
    private readonly Matrix _sines;

    /// <summary>Tables [positions, head size / 2], computed in double precision.</summary>
    public RotaryTable(RotarySpec spec, int headSize, int positions)
    {
        _layout = spec.Layout;
        _half = headSize / 2;
        _cosines = new Matrix(positions, _half);
        _sines = new Matrix(positions, _half);
        var frequencies = RotaryFrequencies.Of(spec, headSize);
        for (int p = 0; p < positions; p++)
        {
            for (int i = 0; i < _half; i++)
            {
                var (sin, cos) = ScalarTrigonometry.SinCos(p * frequencies[i]);
                _cosines[p, i] = (float)cos;
                _sines[p, i] = (float)sin;
            }
        }
    }

    /// <summary>Number of positions in the tables.</summary>
    public int Positions => _cosines.Rows;

    /// <summary>Rotates every head of x [tokens, heads · head size] in place by its token's position, or back by it.</summary>
    public void Apply(MatrixView x, TokenBatch batch, bool inverse, WorkerPool pool) => Apply(x, batch.Positions, inverse, pool);

    /// <summary>The same for one position per row.</summary>
    public void Apply(MatrixView x, int[] positions, bool inverse, WorkerPool pool)
    {
        RowTasks.For(pool, x.Rows, x.Columns, (first, end) =>
        {
            for (int r = first; r < end; r++)
            {
                var cos = _cosines.Row(positions[r]);
                var sin = _sines.Row(positions[r]);
                var row = x.Row(r);
                for (int h = 0; h < row.Length; h += 2 * _half) Rotate(row.Slice(h, 2 * _half), cos, sin, inverse);
            }
        });
    }

    private void Rotate(Span<float> head, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin, bool inverse)
    {
        if (_layout == RotaryLayout.Halves) RotateHalves(head, cos, sin, inverse);
        else RotatePairs(head, cos, sin, inverse);
    }

    private static void RotateHalves(Span<float> head, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin, bool inverse)
    {
        int half = cos.Length, i = 0;
        fixed (float* first = head, c = cos, s = sin)
        {
            float* second = first + half;
            float sign = inverse ? -1 : 1;
            for (; i <= half - Vector512<float>.Count; i += Vector512<float>.Count)
            {
                Vector512<float> x = Vector512.Load(first + i), y = Vector512.Load(second + i), cosine = Vector512.Load(c + i), sine = Vector512.Load(s + i) * sign;
                (x * cosine - y * sine).Store(first + i);
                (x * sine + y * cosine).Store(second + i);
            }
            for (; i <= half - Vector128<float>.Count; i += Vector128<float>.Count)
            {
                Vector128<float> x = Vector128.Load(first + i), y = Vector128.Load(second + i), cosine = Vector128.Load(c + i), sine = Vector128.Load(s + i) * sign;
                (x * cosine - y * sine).Store(first + i);
                (x * sine + y * cosine).Store(second + i);
            }
            for (; i < half; i++) (first[i], second[i]) = Rotate(first[i], second[i], c[i], s[i] * sign);
        }
    }

    private static void RotatePairs(Span<float> head, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin, bool inverse)
    {
        float sign = inverse ? -1 : 1;
        for (int i = 0; i < cos.Length; i++)
            (head[2 * i], head[2 * i + 1]) = Rotate(head[2 * i], head[2 * i + 1], cos[i], sin[i] * sign);
    }

    private static (float X, float Y) Rotate(float x, float y, float cos, float sin) => (x * cos - y * sin, x * sin + y * cos);
}
