using System.Buffers.Binary;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>
/// The header of a llama2.c file: seven integers alone (version 0, a negative vocabulary size means a separate head), or
/// "ak42", a version, the seven integers, whether the head is shared and, in version 2, the group length; padded to 256 bytes.
/// </summary>
internal sealed record Llama2cHeader(int Version, DecoderSpec Spec, int GroupLength, int ByteLength)
{
    private const uint Magic = 0x616B3432;
    private const int LegacyByteLength = 7 * sizeof(int);
    private const int VersionedByteLength = 256;
    private const int SizesOffset = 2 * sizeof(int);
    private const int SharedHeadOffset = 9 * sizeof(int);

    public static Llama2cHeader Read(ByteRegion bytes, string file)
    {
        bool versioned = bytes.Length >= sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(0, sizeof(uint))) == Magic;
        int length = versioned ? VersionedByteLength : LegacyByteLength;
        if (bytes.Length < length)
            throw CheckpointError.File(file, $"a llama2.c header of {length} bytes", $"a file of {bytes.Length} bytes");

        var header = bytes.Slice(0, length);
        if (!versioned)
        {
            int vocabulary = Integer(header, 5 * sizeof(int));
            return new(0, ReadSpec(header, vocabulary == int.MinValue ? 0 : Math.Abs(vocabulary), vocabulary > 0, file), 0, length);
        }

        int version = Integer(header, sizeof(uint));
        if (version is not (1 or 2)) throw CheckpointError.File(file, "llama2.c version 1 or 2", $"{version}");
        if (header[SharedHeadOffset] > 1) throw CheckpointError.File(file, "0 or 1 as the shared-head byte", $"{header[SharedHeadOffset]}");
        var sizes = header[SizesOffset..];
        var spec = ReadSpec(sizes, Integer(sizes, 5 * sizeof(int)), header[SharedHeadOffset] == 1, file);
        return new(version, spec, version == 2 ? ReadGroupLength(header, spec, file) : 0, length);
    }

    private static DecoderSpec ReadSpec(ReadOnlySpan<byte> sizes, int vocabulary, bool tied, string file)
    {
        int hidden = Integer(sizes, 0), heads = Integer(sizes, 3 * sizeof(int));
        if (hidden < 1 || heads < 1 || hidden % heads != 0)
            throw CheckpointError.File(file, "a llama2.c hidden size that is a multiple of the number of heads", $"{hidden} and {heads}");
        var spec = new DecoderSpec
        {
            HiddenSize = hidden,
            FeedForwardSize = Integer(sizes, sizeof(int)),
            BlockCount = Integer(sizes, 2 * sizeof(int)),
            HeadCount = heads,
            KeyValueHeadCount = Integer(sizes, 4 * sizeof(int)),
            HeadSize = hidden / heads,
            VocabularySize = vocabulary,
            ContextLength = Integer(sizes, 6 * sizeof(int)),
            Rotary = new() { Layout = RotaryLayout.Pairs },
            TiedHead = tied,
        };
        SpecCheck.Validate(spec, file);
        return spec;
    }

    private static int ReadGroupLength(ReadOnlySpan<byte> header, DecoderSpec spec, string file)
    {
        int group = Integer(header, SharedHeadOffset + 1);
        if (group < 1 || spec.HiddenSize % group != 0 || spec.FeedForwardSize % group != 0)
            throw CheckpointError.File(file, $"a group length that divides the row lengths {spec.HiddenSize} and {spec.FeedForwardSize}", $"{group}");
        return group;
    }

    private static int Integer(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadInt32LittleEndian(bytes[offset..]);
}
