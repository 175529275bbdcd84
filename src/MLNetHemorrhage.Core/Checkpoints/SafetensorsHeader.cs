using System.Text.Json;
using System.Text.Unicode;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>
/// Reads the JSON of a safetensors header token by token: duplicate keys, which an ordinary JSON reader would merge, are errors,
/// and nothing is allocated that the header is not long enough to hold.
/// </summary>
internal ref struct SafetensorsHeader
{
    private const string MetadataName = "__metadata__";

    private readonly string _file;
    private Utf8JsonReader _reader;

    private SafetensorsHeader(ReadOnlySpan<byte> json, string file)
    {
        _file = file;
        _reader = new(json);
    }

    public static (List<StoredTensor> Tensors, Dictionary<string, string> Metadata) Parse(ReadOnlySpan<byte> json, string file)
    {
        if (!Utf8.IsValid(json)) throw CheckpointError.File(file, "a header in UTF-8", "bytes that are not");
        try
        {
            return new SafetensorsHeader(json, file).Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var where = e is JsonException { BytePositionInLine: long position } ? $"an error at byte {position}" : "a string that is not Unicode";
            throw new HemorrhageException($"{file}: expected a header of valid JSON, found {where}.", e);
        }
    }

    private (List<StoredTensor>, Dictionary<string, string>) Read()
    {
        var tensors = new List<StoredTensor>();
        var metadata = new Dictionary<string, string>();
        var names = new HashSet<string>();
        _reader.Read();
        Require(JsonTokenType.StartObject, "an object as the header");
        while (NextName(out var name))
        {
            if (!names.Add(name)) throw CheckpointError.Tensor(_file, name, "each name once in the header", "it twice");
            _reader.Read();
            if (name == MetadataName) ReadMetadata(metadata);
            else tensors.Add(ReadTensor(name));
        }
        _reader.Read(); // throws where anything but white space follows
        return (tensors, metadata);
    }

    private void ReadMetadata(Dictionary<string, string> metadata)
    {
        Require(JsonTokenType.StartObject, "an object as " + MetadataName);
        while (NextName(out var key))
        {
            _reader.Read();
            Require(JsonTokenType.String, $"a string as {MetadataName} {CheckpointError.Quote(key)}");
            if (!metadata.TryAdd(key, _reader.GetString()!))
                throw CheckpointError.File(_file, $"{CheckpointError.Quote(key)} once in {MetadataName}", "it twice");
        }
    }

    private StoredTensor ReadTensor(string name)
    {
        if (_reader.TokenType != JsonTokenType.StartObject) throw CheckpointError.Tensor(_file, name, "an object", Found());
        StoredType? type = null;
        long[]? shape = null, offsets = null;
        while (NextName(out var key))
        {
            _reader.Read();
            bool repeated = key switch { "dtype" => type is not null, "shape" => shape is not null, "data_offsets" => offsets is not null, _ => false };
            if (repeated) throw CheckpointError.Tensor(_file, name, $"{key} once", "it twice");
            switch (key)
            {
                case "dtype": type = ReadType(name); break;
                case "shape": shape = ReadIntegers(name, key); break;
                case "data_offsets": offsets = ReadIntegers(name, key); break;
                default: throw CheckpointError.Tensor(_file, name, "dtype, shape and data_offsets", CheckpointError.Quote(key));
            }
        }
        if (type is null) throw CheckpointError.Tensor(_file, name, "a dtype", "none");
        if (shape is null) throw CheckpointError.Tensor(_file, name, "a shape", "none");
        if (offsets is null) throw CheckpointError.Tensor(_file, name, "data_offsets", "none");
        if (offsets.Length != 2) throw CheckpointError.Tensor(_file, name, "data_offsets of 2 numbers", $"{offsets.Length}");
        return new(name, type, shape, offsets[0], offsets[1]);
    }

    private readonly StoredType ReadType(string name)
    {
        if (_reader.TokenType != JsonTokenType.String) throw CheckpointError.Tensor(_file, name, "a string as dtype", Found());
        var text = _reader.GetString()!;
        return StoredType.Find(text) ?? throw CheckpointError.Tensor(_file, name, $"a dtype of {StoredType.Names}", CheckpointError.Quote(text));
    }

    private long[] ReadIntegers(string name, string key)
    {
        if (_reader.TokenType != JsonTokenType.StartArray) throw CheckpointError.Tensor(_file, name, $"an array as {key}", Found());
        var values = new List<long>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt64(out long value) || value < 0)
                throw CheckpointError.Tensor(_file, name, $"non-negative 64-bit integers in {key}", Found());
            values.Add(value);
        }
        return [.. values];
    }

    private bool NextName(out string name)
    {
        _reader.Read();
        bool more = _reader.TokenType == JsonTokenType.PropertyName;
        name = more ? _reader.GetString()! : "";
        return more;
    }

    private readonly void Require(JsonTokenType token, string expected)
    {
        if (_reader.TokenType != token) throw CheckpointError.File(_file, expected, Found());
    }

    private readonly string Found() => _reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => CheckpointError.Quote(_reader.GetString()!),
        _ => CheckpointError.Quote(System.Text.Encoding.UTF8.GetString(_reader.ValueSpan)),
    };
}
