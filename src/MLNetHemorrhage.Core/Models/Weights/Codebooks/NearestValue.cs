namespace MLNetHemorrhage.Models.Weights.Codebooks;

/// <summary>Finds the code of the nearest of a few values; half way between two the even code.</summary>
internal sealed class NearestValue
{
    private readonly float[] _sorted;
    private readonly byte[] _codes;

    /// <summary>The value of a code is at its place; of equal values the first has it.</summary>
    public NearestValue(IEnumerable<float> values)
    {
        var distinct = values.Select((value, code) => (value, code)).DistinctBy(p => p.value).OrderBy(p => p.value).ToList();
        _sorted = [.. distinct.Select(p => p.value)];
        _codes = [.. distinct.Select(p => (byte)p.code)];
    }

    public byte Of(float x)
    {
        int above = Array.BinarySearch(_sorted, x);
        if (above >= 0) return _codes[above];
        above = ~above;
        if (above == 0) return _codes[0];
        if (above == _sorted.Length) return _codes[^1];
        double below = (double)x - _sorted[above - 1], beyond = (double)_sorted[above] - x;
        return below < beyond || (below == beyond && _codes[above - 1] % 2 == 0) ? _codes[above - 1] : _codes[above];
    }
}
