using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>An element type of the safetensors format; only some of them can be weights.</summary>
internal sealed record StoredType(string Name, int Size, ElementType? Weights = null)
{
    private static readonly StoredType[] All =
    [
        new("F32", 4, ElementType.Float32), new("F16", 2, ElementType.Float16), new("BF16", 2, ElementType.BFloat16),
        new("F64", 8), new("F8_E4M3", 1), new("F8_E5M2", 1), new("F8_E8M0", 1), new("C64", 8),
        new("I64", 8), new("I32", 4), new("I16", 2), new("I8", 1),
        new("U64", 8), new("U32", 4), new("U16", 2), new("U8", 1), new("BOOL", 1),
    ];

    public static string Names { get; } = string.Join(", ", All.Select(t => t.Name));

    public static StoredType? Find(string name) => Array.Find(All, t => t.Name == name);

    public static StoredType Of(ElementType type) => Array.Find(All, t => t.Weights == type)!;
}
