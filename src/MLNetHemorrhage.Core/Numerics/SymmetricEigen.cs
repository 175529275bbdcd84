using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Numerics;

/// <summary>
/// Eigenvalues and eigenvectors of a symmetric matrix in double precision: Householder reduction to a tridiagonal matrix, then QL steps with implicit
/// shifts (Golub and Van Loan, <i>Matrix Computations</i>, section 8.3). Eigenvalues fall; in every vector the element of greatest magnitude, the first
/// of equal ones, is positive. The bits do not depend on the number of threads.
/// </summary>
internal sealed class SymmetricEigen
{
    private const int MostSteps = 100;
    private const int Strip = 256;

    private readonly int _side;
    private readonly double[] _diagonal, _beside;
    private readonly double[][] _vectors;
    private readonly WorkerPool _pool;
    private readonly CancellationToken _cancellation;

    private SymmetricEigen(double[][] a, WorkerPool pool, CancellationToken cancellation)
    {
        _side = a.Length;
        _pool = pool;
        _cancellation = cancellation;
        if (!a.All(row => row.All(double.IsFinite))) throw new ArgumentException("The matrix has elements that are not finite.", nameof(a));
        double scale = a.Max(row => row.Max(Math.Abs));
        // Below 2, so that no square overflows; powers of two change no digit.
        double unit = scale == 0 ? 1 : Math.ScaleB(1, Math.ILogB(scale));
        var reduced = a.Select(row => row.Select(x => x / unit).ToArray()).ToArray();
        var reflections = new TridiagonalReduction(reduced, pool, cancellation);
        (_diagonal, _beside) = (reflections.Diagonal, reflections.Beside);
        _vectors = reflections.Basis();
        for (int l = 0; l < _side; l++) Isolate(l);
        int[] order = [.. Enumerable.Range(0, _side).OrderByDescending(i => _diagonal[i])];
        Values = [.. order.Select(i => _diagonal[i] * unit)];
        Vectors = [.. order.Select(i => Signed(_vectors[i]))];
    }

    /// <summary>The eigenvalues, the largest first.</summary>
    public double[] Values { get; }

    /// <summary>The eigenvectors of unit length, in the order of the values.</summary>
    public double[][] Vectors { get; }

    /// <summary>Decomposes a matrix, given by its rows; it is not changed.</summary>
    /// <exception cref="ArgumentException">An element is not finite.</exception>
    public static SymmetricEigen Of(double[][] a, WorkerPool pool, CancellationToken cancellation = default) => new(a, pool, cancellation);

    /// <summary>QL steps until element <paramref name="l"/> of the diagonal has no neighbour.</summary>
    private void Isolate(int l)
    {
        for (int step = 0; ; step++)
        {
            int m = l;
            while (m < _side - 1 && !IsNegligible(m)) m++;
            if (m == l) return;
            if (step == MostSteps) throw new InvalidOperationException($"An eigenvalue was not found in {MostSteps} steps.");
            _cancellation.ThrowIfCancellationRequested();
            Rotate(Step(l, m));
        }
    }

    private bool IsNegligible(int i)
    {
        double sum = Math.Abs(_diagonal[i]) + Math.Abs(_diagonal[i + 1]);
        return sum + Math.Abs(_beside[i]) == sum;
    }

    /// <summary>One implicit QL step on elements l to m; the plane rotations it takes, in order.</summary>
    private List<Rotation> Step(int l, int m)
    {
        var rotations = new List<Rotation>();
        double shift = (_diagonal[l + 1] - _diagonal[l]) / (2 * _beside[l]);
        double g = _diagonal[m] - _diagonal[l] + _beside[l] / (shift + Math.CopySign(Length(shift, 1), shift));
        double sine = 1, cosine = 1, p = 0;
        for (int i = m - 1; i >= l; i--)
        {
            double f = sine * _beside[i], b = cosine * _beside[i], r = Length(f, g);
            _beside[i + 1] = r;
            if (r == 0)
            {
                // The matrix falls apart here: its parts are treated one by one.
                _diagonal[i + 1] -= p;
                _beside[m] = 0;
                return rotations;
            }
            sine = f / r;
            cosine = g / r;
            g = _diagonal[i + 1] - p;
            r = (_diagonal[i] - g) * sine + 2 * cosine * b;
            p = sine * r;
            _diagonal[i + 1] = g + p;
            g = cosine * r - b;
            rotations.Add(new(i, cosine, sine));
        }
        _diagonal[l] -= p;
        _beside[l] = g;
        _beside[m] = 0;
        return rotations;
    }

    private void Rotate(List<Rotation> rotations) => _pool.For((_side + Strip - 1) / Strip, strip =>
    {
        int start = strip * Strip, length = Math.Min(Strip, _side - start);
        foreach (var (row, cosine, sine) in rotations)
            Rotate(_vectors[row].AsSpan(start, length), _vectors[row + 1].AsSpan(start, length), cosine, sine);
    });

    private static void Rotate(Span<double> x, Span<double> y, double cosine, double sine)
    {
        int i = 0;
        var (c, s) = (Vector512.Create(cosine), Vector512.Create(sine));
        for (; i <= x.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            Vector512<double> a = Vector512.Create<double>(x[i..]), b = Vector512.Create<double>(y[i..]);
            (s * a + c * b).CopyTo(y[i..]);
            (c * a - s * b).CopyTo(x[i..]);
        }
        for (; i < x.Length; i++) (x[i], y[i]) = (cosine * x[i] - sine * y[i], sine * x[i] + cosine * y[i]);
    }

    private static double Length(double x, double y) => Math.Sqrt(x * x + y * y);

    private static double[] Signed(double[] vector)
    {
        double largest = vector.MaxBy(Math.Abs);
        return largest < 0 ? [.. vector.Select(x => -x)] : vector;
    }

    /// <summary>Turns vectors <paramref name="Row"/> and the one after it in their plane.</summary>
    private readonly record struct Rotation(int Row, double Cosine, double Sine);
}
