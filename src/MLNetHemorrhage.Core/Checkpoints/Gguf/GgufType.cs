using MLNetHemorrhage.Models.Weights.Ggml;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints.Gguf;

/// <summary>A tensor type of ggml that is read: numbers one by one, or blocks.</summary>
internal sealed record GgufType(int Id, string Name, int BlockLength, int BlockBytes, ElementType? Element, BlockFormat? Block)
{
    private static readonly GgufType[] All =
    [
        Of(0, ElementType.Float32), Of(1, ElementType.Float16), Of(30, ElementType.BFloat16),
        .. BlockFormats.All.Select(f => new GgufType(f.TypeId, f.Name, f.BlockLength, f.BlockBytes, null, f)),
    ];

    // Known to ggml and not read here: an error can give their names.
    private static readonly Dictionary<int, string> Others = new()
    {
        [9] = "Q8_1", [15] = "Q8_K", [16] = "IQ2_XXS", [17] = "IQ2_XS", [18] = "IQ3_XXS", [19] = "IQ1_S", [21] = "IQ3_S", [22] = "IQ2_S",
        [24] = "I8", [25] = "I16", [26] = "I32", [27] = "I64", [28] = "F64", [29] = "IQ1_M", [34] = "TQ1_0", [35] = "TQ2_0", [39] = "MXFP4",
    };

    public static string Names { get; } = string.Join(", ", All.Select(t => t.Name));

    public static GgufType? Find(int id) => System.Array.Find(All, t => t.Id == id);

    public static GgufType Of(ElementType element) => System.Array.Find(All, t => t.Element == element)!;

    /// <summary>What an error calls a type that is not read.</summary>
    public static string Describe(int id) => Others.TryGetValue(id, out var name) ? name : $"type {id}";

    private static GgufType Of(int id, ElementType element) => new(id, element.Name().ToUpperInvariant(), 1, element.Size(), element, null);
}
