using System.Text;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Checkpoints;

[TestClass]
public sealed class SafetensorsFileTests
{
    [TestMethod]
    public void Tensors_come_in_the_order_of_their_bytes()
    {
        var file = Parse(SafetensorsBytes.Of(
            """{"b":{"dtype":"F32","shape":[],"data_offsets":[2,6]},"__metadata__":{"format":"pt"},"a":{"dtype":"BF16","shape":[1],"data_offsets":[0,2]}}   """, 6));
        CollectionAssert.AreEqual(new[] { "a", "b" }, file.Tensors.Select(t => t.Name).ToArray());
        Assert.AreEqual("pt", file.Metadata["format"]);
        Assert.AreEqual(4, file.Bytes(file.Tensors[1]).Length);
    }

    [TestMethod]
    [DataRow("{}", 0)]
    [DataRow("""{"__metadata__":{}}""", 0)]
    [DataRow("""{"empty":{"dtype":"F32","shape":[0,7],"data_offsets":[0,0]}}""", 0)]
    public void Files_without_values_are_valid(string header, int dataLength) =>
        Assert.IsTrue(Parse(SafetensorsBytes.Of(header, dataLength)).Tensors.All(t => t.ByteLength == 0));

    [TestMethod]
    public void Values_need_not_be_aligned()
    {
        const string Header = """{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} """;
        Assert.AreNotEqual(0, Header.Length % 4);
        byte[] values = [.. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2.5f)];
        var tensors = new TensorSet("model", validateValues: true);
        tensors.Add(Parse(SafetensorsBytes.Of(Encoding.UTF8.GetBytes(Header), values)));
        CollectionAssert.AreEqual(new[] { 1.5f, -2.5f }, tensors.Vector("x", 2));
    }

    [TestMethod]
    public void A_file_too_short_for_its_length_is_an_error()
    {
        Fails([], "at least 8 bytes", "found 0");
        Fails([1, 2, 3], "at least 8 bytes", "found 3");
        Fails(SafetensorsBytes.Length(0), "valid JSON", "error at byte 0");
        Fails([.. SafetensorsBytes.Length(3), (byte)'{', (byte)'}'], "11 bytes", "found a file of 10");
        Fails(SafetensorsBytes.Length(100_000_001), "at most 100000000 bytes", "found a length of 100000001");
        Fails(SafetensorsBytes.Length(ulong.MaxValue), "at most 100000000 bytes", "found a length of 18446744073709551615");
        Fails(SafetensorsBytes.Of([(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}'], []), "UTF-8", "found");
    }

    [TestMethod]
    [DataRow("", "valid JSON", "an error at byte 0")]
    [DataRow("{", "valid JSON", "an error")]
    [DataRow("[]", "an object as the header", "an array")]
    [DataRow("7", "an object as the header", "'7'")]
    [DataRow("{} x", "valid JSON", "an error at byte 3")]
    [DataRow("{}\0", "valid JSON", "an error at byte 2")]
    [DataRow("""{"x":1,}""", "'x'", "an object")]
    [DataRow("""{"\ud800":{}}""", "valid JSON", "not Unicode")]
    [DataRow("""{"__metadata__":"pt"}""", "an object as __metadata__", "'pt'")]
    [DataRow("""{"__metadata__":{"n":1}}""", "a string as __metadata__ 'n'", "'1'")]
    [DataRow("""{"__metadata__":{"n":{"deep":"x"}}}""", "a string as __metadata__ 'n'", "an object")]
    [DataRow("""{"__metadata__":{"n":"1","n":"1"}}""", "'n' once", "twice")]
    [DataRow("""{"__metadata__":{},"__metadata__":{}}""", "'__metadata__'", "twice")]
    [DataRow("""{"x":[]}""", "'x'", "found an array")]
    [DataRow("""{"x":null}""", "'x'", "found 'null'")]
    [DataRow("""{"x":{}}""", "'x'", "a dtype, found none")]
    [DataRow("""{"x":{"dtype":"F32","data_offsets":[0,8]}}""", "'x'", "a shape, found none")]
    [DataRow("""{"x":{"dtype":"F32","shape":[2]}}""", "'x'", "data_offsets, found none")]
    [DataRow("""{"x":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}}""", "'x'", "F32, F16, BF16", "found 'F31'")]
    [DataRow("""{"x":{"dtype":32,"shape":[2],"data_offsets":[0,8]}}""", "'x'", "a string as dtype", "found '32'")]
    [DataRow("""{"x":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "'x'", "dtype once", "twice")]
    [DataRow("""{"x":{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}}""", "'x'", "shape once", "twice")]
    [DataRow("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"data_offsets":[0,8]}}""", "'x'", "data_offsets once", "twice")]
    [DataRow("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"strides":[1]}}""", "'x'", "found 'strides'")]
    [DataRow("""{"x":{"dtype":"F32","shape":"2","data_offsets":[0,8]}}""", "'x'", "an array as shape", "found '2'")]
    [DataRow("""{"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "'x'", "non-negative", "found '-2'")]
    [DataRow("""{"x":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", "'x'", "integers in shape", "found '2.5'")]
    [DataRow("""{"x":{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}}""", "'x'", "integers in shape", "found an array")]
    [DataRow("""{"x":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,8]}}""", "'x'", "64-bit", "'9223372036854775808'")]
    [DataRow("""{"x":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", "'x'", "fewer than 2^63 bytes", "[4611686018427387904, 4]")]
    [DataRow("""{"x":{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,8]}}""", "'x'", "fewer than 2^63 bytes", "4294967296")]
    [DataRow("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""", "'x'", "2 numbers", "found 3")]
    [DataRow("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", "'x'", "non-negative", "found '-8'")]
    [DataRow("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "'x'", "rising order", "[8, 0]")]
    [DataRow("""{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "'x'", "inside 8 bytes", "[0, 12]")]
    [DataRow("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,9223372036854775807]}}""", "'x'", "inside 8 bytes", "[0, 9223372036854775807]")]
    [DataRow("""{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "'x'", "12 bytes for F32 [3]", "found 8")]
    [DataRow("""{"x":{"dtype":"F16","shape":[2],"data_offsets":[0,8]}}""", "'x'", "4 bytes for F16 [2]", "found 8")]
    [DataRow("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "'x'", "start at 0", "a hole: 4")]
    [DataRow("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "4 bytes of values", "found 8")]
    [DataRow("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F16","shape":[1],"data_offsets":[6,8]}}""", "'y'", "start at 4", "a hole: 6")]
    [DataRow("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", "'y'", "start at 4", "an overlap: 2")]
    [DataRow("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "'x'", "each name once", "twice")]
    public void A_wrong_header_is_an_error(string header, params string[] parts) => Fails(SafetensorsBytes.Of(header, 8), parts);

    [TestMethod]
    public void A_name_cannot_break_the_line()
    {
        var name = "a\\n\\u0007" + new string('z', 5000);
        var error = Assert.ThrowsExactly<HemorrhageException>(() => Parse(SafetensorsBytes.Of($$$"""{"{{{name}}}":{}}""", 0)));
        Assert.IsLessThan(300, error.Message.Length);
        Assert.DoesNotContain("\n", error.Message);
        Assert.DoesNotContain("\u0007", error.Message);
    }

    [TestMethod]
    public void Deep_nesting_is_an_error() =>
        Fails(SafetensorsBytes.Of("""{"x":{"dtype":""" + new string('[', 100_000), 0), "'x'", "a string as dtype");

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)] // which does not let go of a mapped file
    public void A_mapped_file_can_be_deleted_and_read_on()
    {
        using var directory = new ModelDirectory();
        directory.Write("x.safetensors", SafetensorsBytes.Of("""{"x":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}} """, 8));
        var file = SafetensorsFile.Open(directory.At("x.safetensors"));
        File.Delete(directory.At("x.safetensors"));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.AreEqual(8, file.Bytes(file.Tensors[0]).Slice(0, 8).Count((byte)0));
        GC.KeepAlive(file);
    }

    [TestMethod]
    public void An_empty_file_is_a_region_of_no_bytes()
    {
        using var directory = new ModelDirectory();
        directory.Write("x.safetensors", []);
        var error = Assert.ThrowsExactly<HemorrhageException>(() => SafetensorsFile.Open(directory.At("x.safetensors")));
        Assert.Contains(directory.At("x.safetensors"), error.Message);
    }

    private static void Fails(byte[] bytes, params string[] parts) => ModelAssert.Fails(() => Parse(bytes), ["hostile.safetensors", .. parts]);

    private static SafetensorsFile Parse(byte[] bytes) => SafetensorsFile.Parse(ByteRegion.Copy(bytes), "hostile.safetensors");
}
