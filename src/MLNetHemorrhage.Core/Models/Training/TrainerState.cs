using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using MLNetHemorrhage.Checkpoints;

namespace MLNetHemorrhage.Models.Training;

/// <summary>
/// The file of an interrupted training: a magic number, steps, the architecture and options as JSON, then weights, means and
/// mean squares as little-endian singles.
/// </summary>
internal static class TrainerState
{
    private const uint Magic = 0x31_52_54_48; // "HTR1"

    public static void Save(string path, DecoderParameters parameters, AdamW optimizer, TrainingOptions options) =>
        FileReplacement.Write((path, stream =>
        {
            using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
            writer.Write(Magic);
            writer.Write(optimizer.Steps);
            writer.Write(Description(parameters.Spec, options));
            writer.Write(MemoryMarshal.AsBytes(parameters.Values));
            writer.Write(MemoryMarshal.AsBytes(optimizer.Means));
            writer.Write(MemoryMarshal.AsBytes(optimizer.MeanSquares));
        }));

    public static void Load(string path, DecoderParameters parameters, AdamW optimizer, TrainingOptions options)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        try
        {
            if (reader.ReadUInt32() != Magic) throw new HemorrhageException($"{path}: expected a saved training, found another kind of file.");
            int steps = reader.ReadInt32();
            string found = reader.ReadString(), expected = Description(parameters.Spec, options);
            if (found != expected) throw new HemorrhageException($"{path}: expected a training with {expected}, found {found}.");
            long length = reader.BaseStream.Length - reader.BaseStream.Position, needed = 3L * sizeof(float) * parameters.Values.Length;
            if (length != needed) throw new HemorrhageException($"{path}: expected {needed} bytes of weights and moments, found {length}.");
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(parameters.Values));
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(optimizer.Means));
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(optimizer.MeanSquares));
            optimizer.Steps = steps;
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw new HemorrhageException($"{path}: expected a saved training, found a file of {reader.BaseStream.Length} bytes that ends too early.", e);
        }
    }

    private static string Description(DecoderSpec spec, TrainingOptions options) => JsonSerializer.Serialize(new { spec, options });
}
