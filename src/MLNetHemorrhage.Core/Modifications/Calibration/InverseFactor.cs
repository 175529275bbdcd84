using System.Globalization;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Calibration;

/// <summary>
/// N, lower triangular, with (G + damping · mean(diag G) · I)⁻¹ = N·Nᵀ for the Gram matrix G of a layer's inputs. Inputs that are always
/// zero count as 1 on the diagonal, so that they take part in nothing.
/// </summary>
internal sealed class InverseFactor
{
    // Where a matrix cannot be factored it is damped by at least this, then by ten times as much.
    private const double LeastRaise = 0.01, MostDamping = 1000;

    private readonly double _asked;

    private InverseFactor(Matrix factor, double asked, double damping)
    {
        Factor = factor;
        _asked = asked;
        Damping = damping;
    }

    /// <summary>N [columns, columns].</summary>
    public Matrix Factor { get; }

    /// <summary>The damping that was needed.</summary>
    public double Damping { get; }

    /// <summary>What a report should say of it; null where the damping is the one that was asked for.</summary>
    public string? Note => Damping == _asked ? null : string.Create(CultureInfo.InvariantCulture,
        $"the Gram matrix of the inputs is singular with damping={_asked}; it was damped by {Damping}");

    /// <summary>Factors a Gram matrix, which stays as it is, with its inputs in an order of their own, or, with null, in that which they have.</summary>
    public static InverseFactor Of(Matrix gram, double damping, int[]? order, WorkerPool pool, CancellationToken cancellation)
    {
        var factor = new Matrix(gram.Rows, gram.Columns);
        for (double tried = damping; tried <= MostDamping; tried = Math.Max(LeastRaise, 10 * tried))
        {
            Copy(gram, order, factor);
            Damp(factor, tried);
            if (!Cholesky.TryFactor(factor, pool, cancellation)) continue;
            Cholesky.Invert(factor, pool, cancellation);
            return new(factor, damping, tried);
        }
        throw new HemorrhageException(string.Create(CultureInfo.InvariantCulture, $"the Gram matrix of the inputs cannot be factored even with damping={MostDamping}"));
    }

    private static void Copy(Matrix gram, int[]? order, Matrix copy)
    {
        if (order is null)
        {
            gram.Values.CopyTo(copy.Values);
            return;
        }
        for (int i = 0; i < order.Length; i++)
        {
            ReadOnlySpan<float> from = gram.Row(order[i]);
            var to = copy.Row(i);
            for (int j = 0; j < order.Length; j++) to[j] = from[order[j]];
        }
    }

    private static void Damp(Matrix gram, double damping)
    {
        double sum = 0;
        for (int j = 0; j < gram.Rows; j++)
        {
            if (gram[j, j] == 0) gram[j, j] = 1;
            sum += gram[j, j];
        }
        double added = damping * sum / gram.Rows;
        for (int j = 0; j < gram.Rows; j++) gram[j, j] = (float)(gram[j, j] + added);
    }
}
