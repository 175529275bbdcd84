using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Tests.Robustness.Thresholds;

/// <summary>Valid records of every kind, drawn at random.</summary>
internal static class RandomRecords
{
    private static readonly string[] Texts = ["plain", "two words", "a \"quote\"", "\"", "hash # inside", "#start", "a=b", "naïve ‑ 模型", "x,y:z/1", "*", "tiny?"];

    public static TableRecord[] Some(RandomSource random) => [.. Enumerable.Range(0, 1 + random.NextInt(4)).Select(_ => One(random))];

    private static TableRecord One(RandomSource random)
    {
        TableRecord record = random.NextInt(4) switch
        {
            0 => Threshold(random),
            1 => new CurveRecord(Step(random), Pick(random, Strengths.Coordinates), [.. Ascending(random, 1 + random.NextInt(5)).Select(s => new Knot(s, Real(random)))]),
            2 => new RangeRecord(Step(random), Pick(random, ["temperature", "topP"]), random.NextDouble(), 1 + random.NextDouble()),
            _ => new InteractionRecord(Step(random), Step(random), Grid(random)) { Error = Maybe(random, random.NextDouble()) },
        };
        return record with
        {
            Model = Pick(random, Texts),
            Sha256 = random.NextInt(2) == 0 ? null : string.Concat(Enumerable.Range(0, 64).Select(_ => "0123456789abcdefABCDEF"[random.NextInt(22)])),
            MeasuredOn = random.NextInt(2) == 0 ? null : Pick(random, Texts),
            Protocol = random.NextInt(2) == 0 ? null : "windows:65536,context=512,bos=true",
            Source = random.NextInt(2) == 0 ? null : Pick(random, Texts),
        };
    }

    private static ThresholdRecord Threshold(RandomSource random)
    {
        double[] s = Ascending(random, 3), t = Ascending(random, 3);
        var record = new ThresholdRecord(Step(random), Pick(random, Strengths.Coordinates)) { S0 = s[1] };
        if (random.NextInt(2) == 0) record = record with { Low = s[0], High = s[2] };
        if (random.NextInt(2) == 0) record = record with { Tolerance = t[1], STol = t[1] };
        if (record.STol is not null && random.NextInt(2) == 0) record = record with { STolLow = t[0], STolHigh = t[2] };
        return record;
    }

    private static InteractionKnot[] Grid(RandomSource random)
    {
        double[] first = Ascending(random, 1 + random.NextInt(3)), second = Ascending(random, 1 + random.NextInt(3));
        return [.. from s in first from t in second select new InteractionKnot(s, t, Real(random))];
    }

    private static StepName Step(RandomSource random) => new(Pick(random, StepName.Verbs), Pick(random, ["*", "wanda", "rtn", "s.DSnoT"]));

    private static double[] Ascending(RandomSource random, int count) => [.. Enumerable.Range(0, count).Select(_ => 1 - random.NextDouble()).Order()];

    private static double Real(RandomSource random) => (random.NextDouble() - .5) * Math.Pow(10, random.NextInt(20) - 10);

    private static double? Maybe(RandomSource random, double value) => random.NextInt(2) == 0 ? null : value;

    private static T Pick<T>(RandomSource random, IReadOnlyList<T> items) => items[random.NextInt(items.Count)];
}
