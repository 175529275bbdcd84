namespace MLNetHemorrhage.Modifications;

/// <summary>
/// Gives memory back between the steps of a pass over a large model. Matrices are pinned and as large as layers: left alone, the
/// collector lets several of them pile up beside what is in use, which would double the memory of a model that hardly fits.
/// </summary>
internal sealed class LargeGarbage
{
    // Passes over small models never allocate as much, or so slowly that a collection costs nothing.
    private const long Threshold = 128L << 20;

    private long _allocated = GC.GetTotalAllocatedBytes();

    /// <summary>Collects where much has been allocated since the last time.</summary>
    public void Release()
    {
        long allocated = GC.GetTotalAllocatedBytes();
        if (allocated - _allocated < Threshold) return;
        _allocated = allocated;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
