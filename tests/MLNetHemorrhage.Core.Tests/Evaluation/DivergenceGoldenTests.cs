using System.Text.Json;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Evaluation;

/// <summary>The divergence of damaged models from stories260K, from an independent implementation in double precision.</summary>
[TestClass]
public sealed class DivergenceGoldenTests
{
    private const string Oracle = "golden/oracle";

    [TestMethod]
    [DataRow("rtn4_sym_row")]
    [DataRow("rtn3_sym_row")]
    [DataRow("wanda50")]
    public void Every_token_and_every_statistic_is_that_of_the_reference(string name)
    {
        var model = Stories260K.Load();
        var text = Protocol.Parse("documents:25").Split(TextSource.Read(TestData.External("text/tinystories.txt")), model.Tokenizer, 512);
        var tokens = Divergence.Tokens(model, Damaged(model, name), text);
        Compare(TokenArray("base_nll"), tokens.BaseNll, 5e-5);
        Compare(TokenArray($"nll_{name}"), tokens.ModifiedNll, 2e-4);
        Compare(TokenArray($"kld_{name}"), tokens.KlDivergence, 2e-4);

        var result = new DivergenceResult(tokens);
        using var file = JsonDocument.Parse(File.ReadAllBytes(TestData.External($"{Oracle}/results-stories260K.json")));
        var expected = file.RootElement.GetProperty("kld_stories25").GetProperty(name);
        Relative(Number(expected, "ppl"), result.Modified.Perplexity.Value);
        Relative(Number(expected, "ln_ppl_ratio"), result.LnRatio.Value);
        Relative(Number(expected, "ppl_ratio"), result.Ratio.Value);
        Relative(Number(expected, "correlation_nll"), result.Correlation);
        Relative(Number(expected, "same_top1_percent") / 100, result.SameTop.Value);
        Relative(Number(expected, "kld", "mean"), result.KlDivergence.Mean.Value);
        Relative(Number(expected, "delta_p", "mean"), result.DeltaP.Mean.Value);
        Relative(Number(expected, "delta_p", "rms"), result.DeltaP.Rms.Value);
        Compare(expected.GetProperty("kld"), result.KlDivergence.Distribution);
        Compare(expected.GetProperty("delta_p"), result.DeltaP.Distribution);
    }

    private static void Compare(JsonElement expected, Distribution distribution)
    {
        Relative(Number(expected, "min"), distribution.Minimum);
        Relative(Number(expected, "max"), distribution.Maximum);
        foreach (var percentile in expected.GetProperty("percentiles").EnumerateObject())
            Relative(percentile.Value.GetDouble(), distribution.Percentiles.Single(p => p.Name == "p" + percentile.Name).Value);
    }

    private static void Compare(double[] expected, double[] actual, double tolerance)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], actual[i], tolerance, $"token {i}");
    }

    private static void Relative(double expected, double actual) =>
        Assert.AreEqual(expected, actual, 1e-5 * Math.Abs(expected) + 1e-7);

    private static double Number(JsonElement element, params string[] path) =>
        path.Aggregate(element, (e, name) => e.GetProperty(name)).GetDouble();

    private static double[] TokenArray(string name) => TestData.Doubles(TestData.External($"{Oracle}/arrays/stories260K_stories25_{name}.f64"));

    private static LanguageModel Damaged(LanguageModel model, string name) => name switch
    {
        "rtn4_sym_row" => EachLinear(model, weights => RoundRows(weights, levels: 7)),
        "rtn3_sym_row" => EachLinear(model, weights => RoundRows(weights, levels: 3)),
        _ => EachLinear(model, Masked()),
    };

    private static void RoundRows(Matrix weights, int levels)
    {
        for (int r = 0; r < weights.Rows; r++)
        {
            var row = weights.Row(r);
            float scale = 0;
            foreach (float w in row) scale = MathF.Max(scale, MathF.Abs(w));
            scale /= levels;
            foreach (ref float w in row) w = Math.Clamp(MathF.Round(w / scale, MidpointRounding.ToEven), -levels, levels) * scale;
        }
    }

    private static Action<Matrix> Masked()
    {
        // Masks of all linear layers, block by block in the order of their roles.
        var pruned = File.ReadAllBytes(TestData.External($"{Oracle}/arrays/stories260K_wanda50_masks.u8"));
        int next = 0;
        return weights =>
        {
            foreach (ref float w in weights.Values)
            {
                if (pruned[next++] != 0) w = 0;
            }
        };
    }

    private static LanguageModel EachLinear(LanguageModel model, Action<Matrix> change)
    {
        var blocks = model.Decoder.Blocks.Select(block => block.With(DecoderBlock.Roles.ToDictionary(role => role, role =>
        {
            var weights = block[role].ToMatrix();
            change(weights);
            return (WeightMatrix)new DenseWeights(weights);
        })));
        return model.With(model.Decoder.WithBlocks([.. blocks]));
    }
}
