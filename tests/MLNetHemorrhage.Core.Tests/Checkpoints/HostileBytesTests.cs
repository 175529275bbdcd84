using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Checkpoints.Gguf;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Checkpoints;

/// <summary>Random damage: a file loads or gives the library's own error, never another one.</summary>
[TestClass]
public sealed class HostileBytesTests
{
    private const int Rounds = 3000;

    [TestMethod]
    public void Damaged_safetensors()
    {
        var header = """{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"b":{"dtype":"BF16","shape":[4],"data_offsets":[24,32]}}   """;
        Damage(SafetensorsBytes.Of(header, 32), bytes =>
        {
            var tensors = new TensorSet("hostile", validateValues: true);
            tensors.Add(SafetensorsFile.Parse(ByteRegion.Copy(bytes), "hostile"));
            tensors.Matrix("a", 2, 3);
            tensors.Vector("b", 4);
            tensors.RejectUnused(_ => false);
        });
    }

    [TestMethod]
    [DataRow("llama2c/tiny-v0-untied.bin", 28)]
    [DataRow("llama2c/tiny-v1-untied.bin", 64)]
    [DataRow("llama2c/tiny-v2-q8.bin", 64)]
    public void Damaged_llama2c(string golden, int headerLength) =>
        Damage(File.ReadAllBytes(TestData.Golden(golden)), bytes => Llama2cCheckpoint.Load(ByteRegion.Copy(bytes), "hostile", validateValues: true), headerLength);

    [TestMethod]
    public void Damaged_gguf() =>
        Damage(
            File.ReadAllBytes(TestData.Golden("families/llama3/model.gguf")),
            bytes => GgufCheckpoint.Load(GgufFile.Parse(ByteRegion.Copy(bytes), "hostile"), validateValues: true),
            headerLength: 3634);

    [TestMethod]
    public void Damaged_config() =>
        Damage(File.ReadAllBytes(TestData.Golden("families/llama3/config.json")), bytes => HuggingFaceConfig.Read(JsonSettings.Parse(bytes, "hostile")));

    private static void Damage(byte[] valid, Action<byte[]> load, int? headerLength = null)
    {
        load(valid);
        var random = new Random(1);
        int loaded = 0;
        for (int round = 0; round < Rounds; round++)
        {
            var bytes = (byte[])valid.Clone();
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                int position = random.Next(random.Next(2) == 0 ? headerLength ?? bytes.Length : bytes.Length);
                bytes[position] = (byte)random.Next(256);
            }
            if (random.Next(4) == 0) bytes = bytes[..random.Next(bytes.Length)];
            try
            {
                load(bytes);
                loaded++;
            }
            catch (HemorrhageException e)
            {
                Assert.DoesNotContain("\n", e.Message);
                Assert.Contains("hostile", e.Message);
            }
        }
        Assert.IsGreaterThan(0, loaded);
        Assert.IsLessThan(Rounds, loaded);
    }
}
