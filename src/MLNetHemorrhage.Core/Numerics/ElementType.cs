namespace MLNetHemorrhage.Numerics;

/// <summary>How one number is stored.</summary>
public enum ElementType
{
    /// <summary>IEEE single precision, 4 bytes.</summary>
    Float32,

    /// <summary>bfloat16: the upper half of a single, 2 bytes.</summary>
    BFloat16,

    /// <summary>IEEE half precision, 2 bytes.</summary>
    Float16,
}

/// <summary>Facts about <see cref="ElementType"/>.</summary>
public static class ElementTypes
{
    /// <summary>Bytes of one number.</summary>
    /// <param name="type">The type.</param>
    /// <returns>2 or 4.</returns>
    public static int Size(this ElementType type) => type == ElementType.Float32 ? 4 : 2;

    /// <summary>The short name used in reports.</summary>
    /// <param name="type">The type.</param>
    /// <returns>"f32", "bf16" or "f16".</returns>
    public static string Name(this ElementType type) => type switch
    {
        ElementType.BFloat16 => "bf16",
        ElementType.Float16 => "f16",
        _ => "f32",
    };
}
