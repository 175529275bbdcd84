namespace MLNetHemorrhage;

/// <summary>
/// Input that cannot be used: a damaged file, an unknown recipe step, a value out of range.
/// The message is one line that says what was expected and what was found.
/// </summary>
public class HemorrhageException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One line: where, what was expected, what was found.</param>
    public HemorrhageException(string message) : base(message) { }

    /// <summary>Creates the error with the exception that revealed it.</summary>
    /// <param name="message">One line: where, what was expected, what was found.</param>
    /// <param name="innerException">The cause.</param>
    public HemorrhageException(string message, Exception innerException) : base(message, innerException) { }
}
