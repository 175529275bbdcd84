using System.CommandLine;

namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>Options that mean the same in every command that has them.</summary>
internal static class SharedOptions
{
    private const int MostThreads = 1024;

    /// <summary>How many threads compute.</summary>
    public static Option<int> Threads() => NumberOption.Whole(
        "--threads", "Threads to compute with; the numbers are the same for any value.", "N", 1, MostThreads, Environment.ProcessorCount);
}
