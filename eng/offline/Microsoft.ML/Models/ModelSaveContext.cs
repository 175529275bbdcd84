using Microsoft.ML.Models;

namespace Microsoft.ML;

/// <summary>Where one transformer of a model is written.</summary>
public sealed class ModelSaveContext : IDisposable
{
    private readonly BinaryWriter _writer;

    internal ModelSaveContext(BinaryWriter writer) => _writer = writer;

    /// <summary>Whether a built-in transformer has said what it is; without that nothing could load the model.</summary>
    internal bool IsSigned { get; private set; }

    public void Dispose() => _writer.Flush();

    internal BinaryWriter Begin(string kind)
    {
        if (IsSigned)
            throw new InvalidOperationException("A transformer can write one model only.");
        IsSigned = true;
        _writer.Write(kind);
        return _writer;
    }
}
