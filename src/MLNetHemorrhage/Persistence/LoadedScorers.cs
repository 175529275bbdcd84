using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MLNetHemorrhage.Scoring;

namespace MLNetHemorrhage.Persistence;

/// <summary>
/// The scorers of loaded pipelines. A loaded pipeline hands its payload to every row as the same string, so the string identifies the model:
/// it is decoded once, and forgotten with the pipeline.
/// </summary>
internal static class LoadedScorers
{
    // A string may hold several texts of a lookup table, so the part of it counts too.
    private static readonly ConditionalWeakTable<string, ConcurrentDictionary<(int, int), Lazy<TextScorer>>> Scorers = [];

    public static TextScorer Of(ReadOnlyMemory<char> payload)
    {
        if (!MemoryMarshal.TryGetString(payload, out string? text, out int start, out int length))
            throw new InvalidOperationException("Expected the model as a string, found a copy of it.");
        return Scorers.GetOrAdd(text, _ => new()).GetOrAdd((start, length), _ => new(() => new(Payload.Load(payload.Span)))).Value;
    }
}
