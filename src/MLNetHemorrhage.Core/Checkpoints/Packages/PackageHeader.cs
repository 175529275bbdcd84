using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Checkpoints.Packages;

/// <summary>What a package says about its contents. Whatever the architecture's record gains is carried without a change here.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Decoder">The architecture.</param>
/// <param name="Tensors">The weights, in the order of their bytes.</param>
/// <param name="Shared">Weights that are others under a second name, such as a tied head: name to name.</param>
/// <param name="Tokenizer">The tokenizer's files, which come after the weights.</param>
/// <param name="Blocks">The sizes of every block; absent where they are as the architecture says.</param>
/// <param name="Inputs">What the inputs of every block's layers are rounded to; absent where none are.</param>
internal sealed record PackageHeader(
    string Name, DecoderSpec Decoder, IReadOnlyList<PackagedTensor> Tensors, IReadOnlyDictionary<string, string> Shared, PackagedTokenizer Tokenizer,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<PackagedBlock>? Blocks = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<BlockInputs>? Inputs = null)
{
    private const int LongestProblem = 300;

    private static readonly JsonSerializerOptions Options = new(StrictJson.Options)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static PackageHeader Parse(ReadOnlySpan<byte> json, string name)
    {
        if (!Utf8.IsValid(json)) throw CheckpointError.File(name, "a header in UTF-8", "bytes that are not");
        try
        {
            var header = JsonSerializer.Deserialize<PackageHeader>(json, Options);
            return header is not null && !header.Tensors.Contains(null!) && !header.Tokenizer.Files.Contains(null!)
                ? header
                : throw CheckpointError.File(name, "a header without empty entries", "null");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter for text that is not Unicode
        {
            var field = CheckpointError.Quote((e as JsonException)?.Path ?? "$");
            var problem = CheckpointError.Quote(e.Message.Replace($"{typeof(PackageHeader).Namespace}.", "", StringComparison.Ordinal), LongestProblem);
            throw new HemorrhageException($"{name}: header field {field}: expected the fields of this version, found an error: {problem}.", e);
        }
    }

    /// <summary>The header as UTF-8, padded with spaces to where the data starts.</summary>
    public byte[] ToBytes()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, Options);
        int length = json.Length;
        Array.Resize(ref json, (int)(PackagePrefix.Align(PackagePrefix.Length + length) - PackagePrefix.Length));
        json.AsSpan(length).Fill((byte)' ');
        return json;
    }
}

/// <summary>A weight matrix in a package; the offset counts from the end of the header.</summary>
internal sealed record PackagedTensor(
    string Name, string Storage, int Rows, int Columns, IReadOnlyDictionary<string, JsonElement> Parameters, long Offset, long Length);

/// <summary>A tokenizer in a package: its kind, its number of ids and its files.</summary>
internal sealed record PackagedTokenizer(string Kind, int VocabularySize, IReadOnlyList<PackagedFile> Files);

/// <summary>A tokenizer's file in a package; the offset counts from the end of the header.</summary>
internal sealed record PackagedFile(string Name, long Offset, long Length);
