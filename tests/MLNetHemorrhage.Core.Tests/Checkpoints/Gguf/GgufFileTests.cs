using System.Buffers.Binary;
using System.Text;
using MLNetHemorrhage.Checkpoints.Gguf;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Checkpoints.Gguf;

/// <summary>What is wrong with a file is found before any tensor is used, and said in one line with the tensor's name.</summary>
[TestClass]
public sealed class GgufFileTests
{
    private const string Name = "model.gguf", First = "token_embd.weight", Second = "output_norm.weight";

    private static readonly byte[] Valid = File.ReadAllBytes(TestData.Golden("families/llama3/model.gguf"));

    [TestMethod]
    public void A_wrong_offset() => Fails(Changed(Second, OffsetAt(1), 32), Second, "the offset 14336", "found 32");

    [TestMethod]
    public void An_unknown_type()
    {
        Fails(Changed(First, TypeAt(2), 99), First, "one of the types F32, F16, BF16, Q8_0", "found type 99");
        Fails(Changed(First, TypeAt(2), 16), First, "found IQ2_XXS");
        Fails(Changed(First, TypeAt(2), 5), First, "found type 5");
    }

    [TestMethod]
    public void A_type_whose_blocks_do_not_divide_the_rows() => Fails(Changed(First, TypeAt(2), 12), First, "a multiple of 256", "Q4_K", "found 64");

    [TestMethod]
    public void A_truncated_tensor()
    {
        Fails(Valid[..^1], "'blk.1.", "the end of the file at " + (Valid.Length - 1));
        Fails(Valid[..5000], First, "14336 bytes", "the end of the file at 5000");
    }

    [TestMethod]
    public void Counts_that_the_file_has_no_room_for()
    {
        Fails(Changed(8, ulong.MaxValue), "a number of tensors", $"found {ulong.MaxValue}");
        Fails(Changed(16, 1UL << 40), "a number of metadata values", $"found {1UL << 40}");
        Fails(Changed(24, 1UL << 60), "bytes of a key");
    }

    [TestMethod]
    public void Other_versions()
    {
        Fails(Changed(4, 1, sizeof(uint)), "GGUF version 2 or 3", "found version 1");
        Fails(Changed(4, BinaryPrimitives.ReverseEndianness(3u), sizeof(uint)), "little-endian", "found a big-endian file");
    }

    [TestMethod]
    public void A_dimension_of_nothing() => Fails(Changed(First, sizeof(uint), 0), First, "dimensions from 1", "found 0");

    private static int TypeAt(int dimensions) => sizeof(uint) + dimensions * sizeof(ulong);

    private static int OffsetAt(int dimensions) => TypeAt(dimensions) + sizeof(uint);

    // A number of a tensor's description, counted from the end of its name.
    private static byte[] Changed(string tensor, int offset, ulong value)
    {
        byte[] name = Encoding.UTF8.GetBytes(tensor);
        return Changed(Valid.AsSpan().IndexOf(name) + name.Length + offset, value, offset == TypeAt(1) || offset == TypeAt(2) ? sizeof(uint) : sizeof(ulong));
    }

    private static byte[] Changed(int offset, ulong value, int length = sizeof(ulong))
    {
        byte[] changed = [.. Valid], number = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(number, value);
        number.AsSpan(0, length).CopyTo(changed.AsSpan(offset));
        return changed;
    }

    private static void Fails(byte[] bytes, params string[] parts) => ModelAssert.Fails(() => GgufFile.Parse(ByteRegion.Copy(bytes), Name), [Name, .. parts]);
}
