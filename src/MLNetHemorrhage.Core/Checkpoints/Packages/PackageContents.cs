using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Models.Weights.Storage;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Checkpoints.Packages;

/// <summary>A model laid out as a package: every length is known before a byte is written, and weights are written from where they lie.</summary>
internal sealed class PackageContents
{
    private readonly List<StoredForm> _forms = [];
    private readonly List<PackagedTensor> _tensors = [];
    private readonly SortedDictionary<string, string> _shared = new(StringComparer.Ordinal);
    private readonly TokenizerSource _tokenizer;
    private readonly byte[] _header;
    private readonly PackagePrefix _prefix;
    private long _end;

    /// <exception cref="HemorrhageException">The model has a part that cannot be stored.</exception>
    public PackageContents(LanguageModel model)
    {
        var where = $"model {CheckpointError.Quote(model.Name)}";
        var spec = model.Decoder.Spec;
        SpecCheck.Validate(spec, where);
        _tokenizer = PackagedTokenizers.SourceOf(model.Tokenizer, spec, where);
        AddWeights(model.Decoder, where);
        PackagedFile[] files = [.. _tokenizer.Files.Select(f => new PackagedFile(f.Name, Take(f.Bytes.Length), f.Bytes.Length))];
        _header = new PackageHeader(model.Name, spec, _tensors, _shared, new(_tokenizer.Kind, model.Tokenizer.VocabularySize, files), PackagedBlock.Of(model.Decoder.Shape), PackagedInputs.Of(model.Decoder)).ToBytes();
        _prefix = new(_header.Length, PackagePrefix.Length + _header.Length + _end + PackagePrefix.TrailerLength);
    }

    public long ByteLength => _prefix.TotalLength;

    /// <returns>The SHA-256 of all bytes, in hexadecimal.</returns>
    public string WriteTo(Stream stream)
    {
        using var output = new PackageOutput(stream);
        output.Write(_prefix.ToBytes());
        output.Write(_header);
        foreach (var form in _forms)
        {
            output.Pad();
            foreach (var part in form.Parts) part.CopyTo(output.Write);
        }
        foreach (var file in _tokenizer.Files)
        {
            output.Pad();
            output.Write(file.Bytes);
        }
        return output.Finish();
    }

    private void AddWeights(DecoderModel decoder, string where)
    {
        var names = new Dictionary<WeightMatrix, string>(ReferenceEqualityComparer.Instance);
        foreach (var (name, weights) in PackagedDecoder.Of(decoder))
        {
            if (names.TryGetValue(weights, out var other))
            {
                _shared.Add(name, other);
                continue;
            }
            names.Add(weights, name);
            var form = StorageKinds.Write(weights, $"{where}: tensor {CheckpointError.Quote(name)}");
            _forms.Add(form);
            _tensors.Add(new(name, form.Kind, weights.Rows, weights.Columns, form.Parameters, Take(form.Length), form.Length));
        }
    }

    /// <summary>The offset of the next so many bytes.</summary>
    private long Take(long length)
    {
        long offset = PackagePrefix.Align(_end);
        _end = offset + length;
        return offset;
    }
}
