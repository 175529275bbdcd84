using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Modifications.Structured;

/// <summary>Models to hold smaller ones against.</summary>
internal static class Cut
{
    /// <summary>
    /// The model before a step with zeros where the step removed rows and columns, and with the biases that it added. A product is a chain over its inputs,
    /// which zeros do not change, so that it has the very bits of the smaller model wherever no layer has more inputs than a chain is long.
    /// </summary>
    public static DecoderModel Masked(DecoderModel before, StepOutcome outcome) => before.WithBlocks([.. outcome.Kept!.Blocks.Select((kept, b) =>
    {
        var block = before.Blocks[kept.Source];
        var linears = DecoderBlock.Roles.Select(role => Masked(block[role].ToMatrix(), kept.Rows(role), kept.Columns(role)));
        return new DecoderBlock(block.AttentionNorm, block.FeedForwardNorm, [.. linears], outcome.Model.Blocks[b].Additions with { HeadGroups = null });
    })]);

    public static LanguageModel Replace(LanguageModel model, int block, LinearRole role, Matrix values)
    {
        var replaced = new Dictionary<LinearRole, WeightMatrix> { [role] = new DenseWeights(values) };
        return model.With(model.Decoder.WithBlocks([.. model.Decoder.Blocks.Select((b, i) => i == block ? b.With(replaced) : b)]));
    }

    /// <summary>Holds ‖actual - expected‖ / ‖expected‖ to a tolerance, Frobenius norms.</summary>
    public static void AssertNear(Matrix expected, Matrix actual, double tolerance)
    {
        Assert.AreEqual((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        double difference = 0, norm = 0;
        for (int r = 0; r < expected.Rows; r++)
        {
            for (int c = 0; c < expected.Columns; c++)
            {
                difference += Math.Pow((double)actual[r, c] - expected[r, c], 2);
                norm += Math.Pow(expected[r, c], 2);
            }
        }
        Assert.IsLessThanOrEqualTo(tolerance, Math.Sqrt(difference / norm));
    }

    public static void AssertSameBits(DecoderModel expected, DecoderModel actual)
    {
        Assert.HasCount(expected.Blocks.Count, actual.Blocks);
        foreach (var (x, y) in All(expected).Zip(All(actual))) Layers.AssertSameBits(x, y);
    }

    private static IEnumerable<Matrix> All(DecoderModel model)
    {
        foreach (var (_, weights) in NamedWeights.Of(model, ModificationTargets.All)) yield return weights.ToMatrix();
        foreach (var additions in model.Blocks.Select(b => b.Additions))
        {
            foreach (var (_, bias) in additions.Biases) yield return Layers.Matrix(1, bias.Length, bias);
            foreach (var (_, shortcut) in additions.Shortcuts) yield return shortcut.ToMatrix();
        }
    }

    private static DenseWeights Masked(Matrix values, int[]? rows, int[]? columns)
    {
        for (int r = 0; r < values.Rows; r++)
            for (int c = 0; c < values.Columns; c++)
                if (rows?.Contains(r) == false || columns?.Contains(c) == false) values[r, c] = 0;
        return new(values);
    }
}
