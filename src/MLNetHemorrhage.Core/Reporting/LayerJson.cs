using System.Text.Json;
using MLNetHemorrhage.Evaluation.Attention;
using MLNetHemorrhage.Evaluation.Cascade;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Reporting;

/// <summary>The parts of a report that go block by block, as JSON.</summary>
internal static class LayerJson
{
    public static void WriteCascade(this Utf8JsonWriter writer, CascadeResult cascade) => writer.WriteObject("cascade", () =>
    {
        writer.WriteEstimate("growth", cascade.Growth);
        writer.WriteEstimate("amplification", cascade.Amplification);
        writer.WriteObject("crossing", () =>
        {
            writer.WriteReal("limit", CascadeResult.DefaultLimit);
            if (cascade.FirstBlockAbove() is { } block) writer.WriteNumber("block", block);
            else writer.WriteNull("block");
        });
        writer.WriteLoss("embedding", cascade.Embedding);
        writer.WriteArray("blocks", cascade.Blocks, block =>
        {
            writer.WriteNumber("block", block.Block);
            writer.WriteLoss("residual", block.Residual);
            writer.WriteEstimate("factor", block.Factor);
            writer.WriteObject("linears", () =>
            {
                foreach (var linear in block.Linears) writer.WriteObject(RecipeWords.Of(linear.Role), () =>
                {
                    writer.WriteLoss("local", linear.Local);
                    writer.WriteLoss("inPlace", linear.InPlace);
                });
            });
        });
    });

    public static void WriteAttention(this Utf8JsonWriter writer, AttentionResult attention) => writer.WriteObject("attention", () =>
    {
        writer.WriteMean(attention.Mean);
        writer.WriteEstimate("headSimilarityChange", attention.HeadSimilarityChange);
        writer.WriteObject("mostDisrupted", () =>
        {
            writer.WriteNumber("block", attention.MostDisrupted.Block);
            writer.WriteNumber("head", attention.MostDisrupted.Head.Head);
        });
        writer.WriteArray("blocks", attention.Blocks, block =>
        {
            writer.WriteNumber("block", block.Block);
            writer.WriteMean(block.Mean);
            writer.WriteEstimate("headSimilarity", block.HeadSimilarity);
            writer.WriteEstimate("headSimilarityChange", block.HeadSimilarityChange);
            writer.WriteArray("heads", block.Heads, writer.WriteHead);
        });
    });

    private static void WriteLoss(this Utf8JsonWriter writer, string name, SignalLoss loss) => writer.WriteObject(name, () =>
    {
        writer.WriteEstimate("relativeError", loss.RelativeError);
        writer.WriteEstimate("cosine", loss.Cosine);
        writer.WriteEstimate("sqnr", loss.Sqnr);
    });

    private static void WriteMean(this Utf8JsonWriter writer, MeanDisruption mean) => writer.WriteObject("mean", () =>
    {
        writer.WriteEstimate("jensenShannon", mean.JensenShannon);
        writer.WriteEstimate("entropyChange", mean.EntropyChange);
        writer.WriteEstimate("firstTokenMassChange", mean.FirstTokenMassChange);
        writer.WriteEstimate("outputSimilarity", mean.OutputSimilarity);
    });

    private static void WriteHead(this Utf8JsonWriter writer, HeadDisruption head)
    {
        writer.WriteNumber("head", head.Head);
        writer.WriteEstimate("jensenShannon", head.JensenShannon);
        writer.WriteEstimate("entropy", head.Entropy);
        writer.WriteEstimate("entropyChange", head.EntropyChange);
        writer.WriteEstimate("firstTokenMass", head.FirstTokenMass);
        writer.WriteEstimate("firstTokenMassChange", head.FirstTokenMassChange);
        writer.WriteEstimate("outputSimilarity", head.OutputSimilarity);
    }
}
