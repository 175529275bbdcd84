using System.Globalization;

namespace MLNetHemorrhage.Evaluation;

/// <summary>Reads the text form of a protocol: kind ":" number *( "," option "=" value ).</summary>
internal static class ProtocolParser
{
    private const string KnownOptions = "context, stride or bos";

    public static Protocol Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var (name, size) = Cut(text, parts[0], ':', "a kind and a number such as documents:100");
        var kind = ProtocolRules.Kind(name) ?? throw Error(text, ProtocolRules.KnownKinds, name);
        int? context = null, stride = null;
        bool? begin = null;
        foreach (string part in parts.Skip(1))
        {
            var (option, value) = Cut(text, part, '=', "an option such as context=512");
            switch (option)
            {
                case "context" when context is null: context = Number(text, part, value); break;
                case "stride" when stride is null: stride = Number(text, part, value); break;
                case "bos" when begin is null:
                    begin = value switch { "true" => true, "false" => false, _ => throw Error(text, "bos=true or bos=false", part) };
                    break;
                case "context" or "stride" or "bos": throw Error(text, $"{option} once", $"{part} after it");
                default: throw Error(text, KnownOptions, option);
            }
        }
        return Protocol.Create(kind, Number(text, parts[0], size), context, stride, begin);
    }

    private static (string Name, string Value) Cut(string text, string part, char at, string expected)
    {
        int colon = part.IndexOf(at, StringComparison.Ordinal);
        return colon > 0 ? (part[..colon].Trim(), part[(colon + 1)..].Trim()) : throw Error(text, expected, part);
    }

    private static int Number(string text, string part, string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw Error(text, $"a whole number from 1 to {int.MaxValue}", part);

    private static HemorrhageException Error(string text, string expected, string found) =>
        new($"protocol \"{text}\": expected {expected}, found \"{found}\".");
}
