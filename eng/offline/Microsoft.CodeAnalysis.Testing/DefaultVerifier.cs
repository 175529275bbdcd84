namespace Microsoft.CodeAnalysis.Testing;

/// <summary>How a test says that it failed.</summary>
public interface IVerifier
{
    void Fail(string? message = null);
}

/// <summary>Fails with an exception that every test framework reports.</summary>
public class DefaultVerifier : IVerifier
{
    public void Fail(string? message = null) => throw new InvalidOperationException(message);
}
