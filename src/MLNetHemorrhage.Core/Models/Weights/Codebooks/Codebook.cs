namespace MLNetHemorrhage.Models.Weights.Codebooks;

/// <summary>The 16 values of codes of 4 bits.</summary>
internal sealed class Codebook
{
    /// <summary>Bits of a code.</summary>
    public const int Bits = 4;

    private readonly float[] _values;
    private readonly NearestValue _nearest;

    private Codebook(string name, float[] values)
    {
        (Name, _values, _nearest) = (name, values, new(values));
        Zero = _nearest.Of(0);
        Largest = values.Max();
    }

    /// <summary>
    /// NormalFloat: quantiles of the normal distribution between -1 and 1, with an exact zero (Dettmers et al. 2023, "QLoRA: Efficient Finetuning of
    /// Quantized LLMs", appendix E).
    /// </summary>
    public static Codebook Nf4 { get; } = new("nf4",
    [
        -1f, -0.6961928009986877f, -0.5250730514526367f, -0.39491748809814453f, -0.28444138169288635f, -0.18477343022823334f, -0.09105003625154495f, 0f,
        0.07958029955625534f, 0.16093020141124725f, 0.24611230194568634f, 0.33791524171829224f, 0.44070982933044434f, 0.5626170039176941f, 0.7229568362236023f, 1f,
    ]);

    /// <summary>The floating-point numbers of 4 bits of the same authors' library, divided by the largest.</summary>
    public static Codebook Fp4 { get; } = new("fp4", [.. Signed([0, 0.0625f / 12, 8f / 12, 1, 4f / 12, 6f / 12, 2f / 12, 3f / 12])]);

    /// <summary>E2M1: sign, two bits of exponent, one of mantissa (Open Compute Project, "OCP Microscaling Formats (MX) Specification", 1.0).</summary>
    public static Codebook E2M1 { get; } = new("e2m1", [.. Signed([0, 0.5f, 1, 1.5f, 2, 3, 4, 6])]);

    /// <summary>Every codebook.</summary>
    public static IReadOnlyList<Codebook> All { get; } = [Nf4, Fp4, E2M1];

    public string Name { get; }

    /// <summary>The code of zero.</summary>
    public byte Zero { get; }

    /// <summary>The largest value.</summary>
    public float Largest { get; }

    /// <summary>The values of the codes; not to be changed.</summary>
    public float[] Values => _values;

    public float this[int code] => _values[code];

    /// <summary>The code of the nearest value.</summary>
    public byte Nearest(float x) => _nearest.Of(x);

    // The highest bit is the sign.
    private static IEnumerable<float> Signed(float[] magnitudes) => magnitudes.Concat(magnitudes.Select(m => -m));
}
