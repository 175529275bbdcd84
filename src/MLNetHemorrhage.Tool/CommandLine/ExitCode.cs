namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>The work was done.</summary>
    public const int Success = 0;

    /// <summary>A defect of the tool itself.</summary>
    public const int Unexpected = 1;

    /// <summary>Input that cannot be used: an argument, a file, a recipe.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by Ctrl-C (128 + SIGINT).</summary>
    public const int Cancelled = 130;
}
