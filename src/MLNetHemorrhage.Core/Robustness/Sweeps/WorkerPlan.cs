using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Robustness;

/// <summary>How many points are measured at once, and with how many threads each.</summary>
internal static class WorkerPlan
{
    // Per weight of a modified model: at most 4 bytes as it is stored and 4 in the order of the products.
    private const int BytesPerWeight = 8;

    // Rows that go through the model at once, at most: a batch of calibration.
    private const int BatchRows = 4096;

    /// <summary>The threads of each worker; together all of them, so that few workers still use every processor.</summary>
    /// <param name="model">The base model.</param>
    /// <param name="calibration">What calibrated methods learn from.</param>
    /// <param name="threads">Threads in all; 0 means one per processor.</param>
    /// <param name="workers">Workers asked for; 0 means as many as threads and memory allow.</param>
    /// <param name="points">Points to measure.</param>
    public static int[] Create(LanguageModel model, CalibrationSet? calibration, int threads, int workers, int points)
    {
        if (threads == 0) threads = Environment.ProcessorCount;
        if (workers == 0) workers = Math.Min(threads, Affordable(PerWorker(model, calibration), Free(model)));
        workers = Math.Clamp(workers, 1, Math.Max(1, points));
        return [.. Enumerable.Range(0, workers).Select(w => Math.Max(1, threads / workers + (w < threads % workers ? 1 : 0)))];
    }

    /// <summary>How many workers fit.</summary>
    internal static int Affordable(long perWorker, long free) => (int)Math.Clamp(free / perWorker, 1, int.MaxValue);

    /// <summary>Bytes that a worker adds: a modified model, stored and packed, the calibration's hidden states and the buffers of a batch.</summary>
    internal static long PerWorker(LanguageModel model, CalibrationSet? calibration)
    {
        var spec = model.Decoder.Spec;
        long weights = WeightSize.Of(model.Decoder, ModificationTargets.All).Count;
        long width = 3L * spec.HiddenSize + 2L * spec.HeadCount * spec.HeadSize + 2L * spec.KeyValueHeadCount * spec.HeadSize + 2L * spec.FeedForwardSize;
        return BytesPerWeight * weights + sizeof(float) * ((calibration?.TokenCount ?? 0) * spec.HiddenSize + BatchRows * width);
    }

    // What the process may still use once the base model is packed.
    private static long Free(LanguageModel model)
    {
        var memory = GC.GetGCMemoryInfo(GCKind.Any);
        return memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes - BytesPerWeight * WeightSize.Of(model.Decoder, ModificationTargets.All).Count;
    }
}
