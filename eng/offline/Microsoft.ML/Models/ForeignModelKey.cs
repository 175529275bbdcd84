using System.Text;

namespace Microsoft.ML.Models;

/// <summary>
/// The first thing the real Microsoft.ML reads from a model: a header that names the assembly to load. This one names an assembly
/// that does not exist, so that its error says where the model came from.
/// </summary>
internal static class ForeignModelKey
{
    public const string Entry = "TransformerChain/Model.key";

    private const string MissingAssembly = "Model.saved.by.the.offline.stand-in.of.Microsoft.ML";
    private const int HeaderSize = 256;

    public static byte[] Bytes()
    {
        var name = Encoding.Unicode.GetBytes(MissingAssembly);
        var tail = HeaderSize + name.Length;
        var bytes = new byte[tail + sizeof(ulong)];
        using var writer = new BinaryWriter(new MemoryStream(bytes));
        writer.Write("ML\0MODEL"u8);
        writer.Write(0x00010002);
        writer.Write(0x00010002);
        writer.Write((long)HeaderSize); // an empty model block
        writer.Seek(0x80, SeekOrigin.Begin);
        writer.Write((long)tail);
        writer.Write((long)bytes.Length);
        writer.Write((long)HeaderSize); // the name follows the model block
        writer.Write(name.Length);
        writer.Seek(HeaderSize, SeekOrigin.Begin);
        writer.Write(name);
        writer.Write("LEDOM\0LM"u8);
        return bytes;
    }
}
