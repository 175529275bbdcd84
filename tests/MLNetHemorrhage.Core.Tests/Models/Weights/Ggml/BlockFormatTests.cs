using System.Text.Json;
using MLNetHemorrhage.Models.Weights.Ggml;

namespace MLNetHemorrhage.Tests.Models.Weights.Ggml;

[TestClass]
public sealed class BlockFormatTests
{
    private const int RowLength = 256;

    public static IEnumerable<object[]> Names => BlockFormats.All.Select(f => new object[] { f.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Values_are_those_of_ggml_bit_for_bit(string name)
    {
        var format = Format(name);
        var values = new float[16 * RowLength];
        format.DequantizeRow(Bytes(name), values);
        CollectionAssert.AreEqual(Floats($"{name}.dequant.f32").Select(BitConverter.SingleToInt32Bits).ToArray(), values.Select(BitConverter.SingleToInt32Bits).ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Bytes_are_those_of_ggml(string name) => CollectionAssert.AreEqual(Bytes(name), Quantize(Format(name), []));

    // Q8_0 does not look at importance.
    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Bytes_with_importance_are_those_of_ggml(string name)
    {
        var bytes = Quantize(Format(name), TestData.Floats(TestData.Golden("ggml-importance/importance.f32")));
        CollectionAssert.AreEqual(name == "Q8_0" ? Bytes(name) : File.ReadAllBytes(TestData.Golden($"ggml-importance/{name}.bin")), bytes);
    }

    [TestMethod]
    public void The_table_has_the_numbers_and_sizes_of_ggml()
    {
        using var index = JsonDocument.Parse(File.ReadAllBytes(TestData.Golden("ggml-blocks/index.json")));
        foreach (var row in index.RootElement.GetProperty("formats").EnumerateArray())
        {
            int id = row.GetProperty("ggml_type_id").GetInt32();
            if (BlockFormats.Find(id) is not { } format) continue; // F16 and BF16 have no blocks
            Assert.AreEqual(row.GetProperty("format").GetString(), format.Name);
            Assert.AreEqual(row.GetProperty("block_elements").GetInt32(), format.BlockLength);
            Assert.AreEqual(row.GetProperty("block_bytes").GetInt32(), format.BlockBytes);
        }
    }

    private static byte[] Quantize(BlockFormat format, float[] importance)
    {
        var input = Floats("input.f32");
        int rowBytes = format.RowBytes(RowLength);
        var bytes = new byte[format.RowBytes(input.Length)];
        for (int row = 0; row < input.Length / RowLength; row++) format.QuantizeRow(input.AsSpan(row * RowLength, RowLength), importance, bytes.AsSpan(row * rowBytes, rowBytes));
        return bytes;
    }

    private static BlockFormat Format(string name) => BlockFormats.All.Single(f => f.Name == name);

    private static byte[] Bytes(string name) => File.ReadAllBytes(TestData.Golden($"ggml-blocks/{name}.bin"));

    private static float[] Floats(string file) => TestData.Floats(TestData.Golden($"ggml-blocks/{file}"));
}
