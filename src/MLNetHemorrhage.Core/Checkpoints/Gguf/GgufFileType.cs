namespace MLNetHemorrhage.Checkpoints.Gguf;

/// <summary>The number under general.file_type, which says what most of the weights are; nothing is read from it.</summary>
internal static class GgufFileType
{
    // By the type's name: the number of the mix that llama.cpp takes a file with mostly such tensors for.
    private static readonly Dictionary<string, int> Numbers = new()
    {
        ["F32"] = 0, ["F16"] = 1, ["Q4_0"] = 2, ["Q4_1"] = 3, ["Q8_0"] = 7, ["Q5_0"] = 8, ["Q5_1"] = 9, ["Q2_K"] = 10, ["Q3_K"] = 12,
        ["Q4_K"] = 15, ["Q5_K"] = 17, ["Q6_K"] = 18, ["IQ4_NL"] = 25, ["IQ4_XS"] = 30, ["BF16"] = 32,
    };

    public static int Of(IEnumerable<GgufOutput> tensors) =>
        Numbers[tensors.Where(t => t.Shape.Length > 1).GroupBy(t => t.Type.Name).MaxBy(g => g.Sum(t => t.ByteLength))!.Key];
}
