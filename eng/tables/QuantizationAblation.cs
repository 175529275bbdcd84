using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Modifications.Quantization.Scaling;

namespace MLNetHemorrhage.Tables;

/// <summary>Dynamic scaling without one of its parts.</summary>
internal static class QuantizationAblation
{
    private static readonly double[] Bits = [3, 2, 4];

    public static readonly TablePlan Groups = Plan("dynamic-scaling-group", "one grid for every 32 weights", 32);

    public static readonly TablePlan Rows = Plan("dynamic-scaling-row", "one grid for every output", 0);

    private static TablePlan Plan(string name, string grids, int group) => new(name, Introduction(name, grids), "bits", Bits,
    [
        new("all", b => Whole(b, group)),
        new("no learning", b => Whole(b, group).Fit),
        new("weights stay", b => Without(b, group, new() { MovesWeights = false })),
        new("scales stay", b => Without(b, group, new() { MovesScales = false })),
        new("levels by rounding", b => Without(b, group, new() { BeginsWithLevels = false })),
        new("ranges mse", b => Without(b, group, new() { Ranges = GridClip.Mse })),
        new("ranges none", b => Without(b, group, new() { Ranges = GridClip.None })),
    ], TablePlan.Bits, "all");

    private static DynamicScaling Whole(double bits, int group) => new() { Bits = (int)bits, Group = group, Scales = ScaleFormat.F16 };

    private static DynamicScaling Without(double bits, int group, ScalingTrials trials) => Whole(bits, group) with { Trials = trials };

    private static string Introduction(string name, string grids) => $"""
        # What the parts of dynamic scaling gain: {grids}

        `quantize(dynamicScaling)` as it is, and without one of its parts: the fit that learning begins with and nothing more, `quantize(gptq, clip=measured)`; learning of scales alone; of
        weights alone; learning that begins with the nearest levels, not with those of GPTQ; and ranges by one rule in all layers, not by the rule that each of them measures to be best.
        Texts, errors and means as in [quantization-group-table.md](quantization-group-table.md).

        Written by `eng/tables.sh`; the same numbers, with the perplexity of every seed and times (of a shared machine), in [{name}-table.json]({name}-table.json).

        """;
}
