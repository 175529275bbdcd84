namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>Ranks the units of all blocks together and decides which go.</summary>
internal static class UnitRanking
{
    /// <summary>
    /// Marks as removed all but the best: as many stay as bring their parameters nearest to 1 - <paramref name="ratio"/> of all. Of equal scores those that come first stay.
    /// </summary>
    public static void Keep(IReadOnlyList<StructureUnit> units, double ratio, bool removesThreshold, BlockSelection[] selections)
    {
        StructureUnit[] ranked = [.. units.OrderByDescending(u => u.Score)];
        double target = ranked.Sum(u => u.Parameters) * (1 - ratio), nearest = double.PositiveInfinity;
        long parameters = 0;
        int kept = 0;
        for (int i = 0; i < ranked.Length; i++)
        {
            parameters += ranked[i].Parameters;
            if (!(Math.Abs(parameters - target) < nearest)) continue;
            nearest = Math.Abs(parameters - target);
            kept = i + 1;
        }
        foreach (var unit in ranked.Skip(removesThreshold ? kept - 1 : kept)) unit.Set(selections, false);
    }
}
