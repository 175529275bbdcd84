using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Robustness;

/// <summary>Which model it is, whatever it is called and wherever it lies: SHA-256 over architecture, weights and tokenizer.</summary>
internal static class ModelHash
{
    public static string Of(LanguageModel model, WorkerPool pool)
    {
        var decoder = model.Decoder;
        NamedWeights[] weights = [.. NamedWeights.Of(decoder, ModificationTargets.All)];
        var digests = new byte[weights.Length][];
        pool.For(weights.Length, i => digests[i] = Digest(weights[i].Weights));

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, JsonSerializer.SerializeToUtf8Bytes(decoder.Spec));
        foreach (var digest in digests) hash.AppendData(digest);
        foreach (var gains in decoder.Blocks.SelectMany(b => new[] { b.AttentionNorm, b.FeedForwardNorm }).Append(decoder.FinalNorm))
            hash.AppendData(MemoryMarshal.AsBytes(gains));
        foreach (var block in decoder.Blocks) Append(hash, block.Additions);
        Append(hash, model.Tokenizer);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // The storage counts: it decides the sizes in the result.
    private static byte[] Digest(WeightMatrix weights)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{weights.Format} [{weights.Rows}, {weights.Columns}] {weights.ByteSize}")));
        var row = new float[weights.Columns];
        for (int r = 0; r < weights.Rows; r++)
        {
            weights.CopyRow(r, row);
            hash.AppendData(MemoryMarshal.AsBytes(row));
        }
        return hash.GetHashAndReset();
    }

    // A block without additions adds nothing.
    private static void Append(IncrementalHash hash, BlockAdditions additions)
    {
        if (additions.HeadGroups is { } groups) Append(hash, MemoryMarshal.AsBytes<int>([.. groups]));
        foreach (var (role, bias) in additions.Biases)
        {
            Append(hash, [(byte)role]);
            Append(hash, MemoryMarshal.AsBytes(bias));
        }
        foreach (var (role, shortcut) in additions.Shortcuts)
        {
            Append(hash, [(byte)role]);
            hash.AppendData(Digest(shortcut));
        }
        if (additions.Inputs != BlockInputs.None) Append(hash, JsonSerializer.SerializeToUtf8Bytes(additions.Inputs));
    }

    private static void Append(IncrementalHash hash, ITokenizer tokenizer)
    {
        if (tokenizer is SourcedTokenizer { Source: var source })
        {
            Append(hash, Encoding.UTF8.GetBytes(source.Kind));
            foreach (var file in source.Files) Append(hash, file.Bytes);
            return;
        }
        // One of the caller's own: what its ids mean.
        Append(hash, Encoding.UTF8.GetBytes($"{tokenizer.GetType().FullName} {tokenizer.BeginId} {tokenizer.EndId}"));
        for (int id = 0; id < tokenizer.VocabularySize; id++) Append(hash, Encoding.UTF8.GetBytes(tokenizer.Decode([id])));
    }

    // With its length, so that the end of one part cannot be the start of the next.
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
