using System.Text.Json;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Models.Training;

/// <summary>Gradients against reverse mode in double precision.</summary>
[TestClass]
public sealed class GoldenGradientTests
{
    [TestMethod]
    public void Gradients_are_the_reference()
    {
        var model = Checkpoint.LoadDecoder(TestData.Golden("families/llama3"));
        var ids = JsonSerializer.Deserialize<int[][]>(File.ReadAllBytes(TestData.Golden("families/llama3/input_ids.json")))!;
        using var index = JsonDocument.Parse(File.ReadAllBytes(TestData.Golden("families/llama3/grad/index.json")));
        var gradients = new DecoderGradients(model.Spec);
        double loss = new GradientRunner(DecoderParameters.From(model), WorkerPool.Shared).Accumulate(new TokenBatch(ids), gradients);
        Assert.AreEqual(index.RootElement.GetProperty("loss_value").GetDouble(), loss, 1e-5);
        int compared = 0;
        foreach (var entry in index.RootElement.GetProperty("gradients").EnumerateArray())
        {
            var name = entry.GetProperty("tensor").GetString()!;
            AssertClose(TestData.Floats(TestData.Golden("families/llama3/" + entry.GetProperty("file").GetString())), gradients[name], name);
            compared++;
        }
        Assert.AreEqual(4, compared);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Parameters_survive_the_way_through_a_model(bool tied)
    {
        var spec = RandomDecoder.Spec(tied);
        var parameters = RandomDecoder.Parameters(spec);
        Assert.AreEqual(parameters.Hash(), DecoderParameters.From(parameters.ToModel()).Hash());
    }

    private static void AssertClose(float[] expected, ReadOnlySpan<float> actual, string name)
    {
        Assert.AreEqual(expected.Length, actual.Length, name);
        double difference = 0, norm = 0, worst = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double d = (double)expected[i] - actual[i];
            difference += d * d;
            norm += (double)expected[i] * expected[i];
            worst = Math.Max(worst, Math.Abs(d));
        }
        Assert.IsLessThanOrEqualTo(1e-4, Math.Sqrt(difference / norm), name);
        Assert.IsLessThanOrEqualTo(1e-5, worst, name);
    }
}
