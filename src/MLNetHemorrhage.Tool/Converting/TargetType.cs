using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tool.Converting;

/// <summary>How <c>hemorrhage convert</c> holds weights: numbers one by one, or a type of ggml.</summary>
/// <param name="Element">Element type of all matrices; null where <paramref name="Step"/> says it.</param>
/// <param name="Step">What puts the weights into blocks; null where they are numbers one by one.</param>
internal sealed record TargetType(ElementType? Element, Modification? Step)
{
    /// <summary>All words.</summary>
    public static string Words { get; } = string.Join(", ", Enum.GetValues<ElementType>().Select(t => t.Name()).Concat(Enum.GetValues<GgmlType>().Select(t => t.ToString().ToLowerInvariant())));

    /// <summary>Reads a word.</summary>
    /// <exception cref="HemorrhageException">There is no such type.</exception>
    public static TargetType Parse(string word)
    {
        foreach (var element in Enum.GetValues<ElementType>())
            if (element.Name() == word) return new(element, null);
        return Enum.TryParse<GgmlType>(word, ignoreCase: true, out var type) && Enum.IsDefined(type) && !char.IsAsciiDigit(word[0])
            ? new(null, new GgmlQuantization { Type = type, Targets = ModificationTargets.All })
            : throw new HemorrhageException($"--type: expected {Words}, found '{word}'");
    }

    /// <summary>The same with llama.cpp's replacements where blocks do not divide the rows.</summary>
    public TargetType WithFallback() => Step is GgmlQuantization step ? this with { Step = step with { Fallback = true } } : this;
}
