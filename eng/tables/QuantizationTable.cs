using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Quantization;

namespace MLNetHemorrhage.Tables;

/// <summary>All methods that round weights to uniform grids, and ggml's formats.</summary>
internal static class QuantizationTable
{
    private static readonly double[] Bits = [4, 3, 2, 5, 6, 8];

    public static readonly TablePlan Groups = Plan("quantization-group", "one grid for every 32 weights", 32,
    [
        new("k-quants", b => new GgmlQuantization { Type = TypeOf(b) }, "default"),
        new("k-quants+importance", b => new GgmlQuantization { Type = TypeOf(b), Importance = true }, "default"),
    ]);

    public static readonly TablePlan Rows = Plan("quantization-row", "one grid for every output", 0, []);

    private static TablePlan Plan(string name, string grids, int group, TableColumn[] more) => new(name, Introduction(name, grids), "bits", Bits,
    [
        new("rtn symmetric", b => Rtn(b, group) with { Symmetric = true }),
        new("rtn", b => Rtn(b, group)),
        new("rtn+mse", b => Rtn(b, group) with { Clip = GridClip.Mse }),
        new("gptq", b => Gptq(b, group)),
        new("gptq+mse", b => Gptq(b, group) with { Clip = GridClip.Mse }),
        new("awq", b => Awq(b, group) with { Clip = GridClip.None }),
        new("awq+clip", b => Awq(b, group)),
        .. more,
        new("dynamicScaling", b => new DynamicScaling { Bits = (int)b, Group = group, Scales = ScaleFormat.F16 }),
    ], TablePlan.Bits, "dynamicScaling") { AchievedTitle = "Bits held for a weight, scales and zero levels counted" };

    private static RoundToNearest Rtn(double bits, int group) => new() { Bits = (int)bits, Group = group, Symmetric = false, Scales = ScaleFormat.F16 };

    private static GptqQuantization Gptq(double bits, int group) => new() { Bits = (int)bits, Group = group, Symmetric = false, Scales = ScaleFormat.F16 };

    private static AwqQuantization Awq(double bits, int group) => new() { Bits = (int)bits, Group = group, Scales = ScaleFormat.F16 };

    private static GgmlType TypeOf(double bits) => GgmlTypes.Find(GgmlTypes.Strengths.First(choice => choice.Value == bits).Word)!.Value;

    private static string Introduction(string name, string grids) => $"""
        # Quantization methods side by side: {grids}

        Every method at every number of bits for the linear layers of the blocks, calibrated with the same 128 documents, scored under `documents:100`. For stories260K these are
        TinyStories from the 1,000th on and the first 100; for the default model generated documents of the calibration and the evaluation split. Every number is
        the mean over the sets of calibration documents that were measured, three at most, which the JSON names (perplexities: of the log-likelihoods); a cell that was not
        measured is empty. Errors are standard errors that take each scored document as one observation.
        A dot marks perplexities of 20 times the dense model's and more: such models are broken, and no order is claimed among them.

        Grids are asymmetric except in the first column, scales in f16, so that all methods on uniform grids hold the same bits. `+mse` is `clip=mse`; `awq` is `clip=none`.
        k-quants are `quantize(ggml)` with `q2_k` to `q6_k`, and `q8_0`, at their own bits per weight; their rows must be multiples of 256, which stories260K's are not.

        Written by `eng/tables.sh`; the same numbers, with the perplexity of every seed and times (of a shared machine), in [{name}-table.json]({name}-table.json).

        """;
}
