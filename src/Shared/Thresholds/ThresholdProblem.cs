namespace MLNetHemorrhage.Thresholds;

/// <summary>Something in a threshold file that cannot be used; the line is left out, the others hold.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record ThresholdProblem(string File, int Line, int Column, string Message)
{
    /// <summary>File, line, column and message, in the form that editors jump to.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{File}({Line},{Column}): {Message}";
}
