using System.Text;

namespace MLNetHemorrhage.Tool.Output;

/// <summary>
/// A file that appears complete or not at all: the text is written beside it and moved into place.
/// Creating it proves that the directory can be written, before any work is done.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private FileStream? _stream;

    /// <summary>Reserves the file.</summary>
    /// <exception cref="HemorrhageException">The directory is missing or cannot be written, or the path is a directory.</exception>
    public OutputFile(string path)
    {
        _path = Path.GetFullPath(path);
        if (Directory.Exists(_path)) throw new HemorrhageException($"--output {path}: expected a file, found a directory.");
        var directory = Path.GetDirectoryName(_path)!;
        if (!Directory.Exists(directory)) throw new HemorrhageException($"--output {path}: expected an existing directory, found none at {directory}.");
        _temporary = Path.Combine(directory, $".{Path.GetFileName(_path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            _stream = new(_temporary, FileMode.CreateNew, FileAccess.Write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HemorrhageException($"--output {path}: expected a directory that can be written, found: {e.Message}", e);
        }
    }

    /// <summary>Writes the whole text and moves the file into place.</summary>
    public void Commit(string text)
    {
        var stream = _stream ?? throw new InvalidOperationException("The file is complete already.");
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        _stream = null;
    }

    /// <summary>Leaves nothing behind unless the text was committed.</summary>
    public void Dispose()
    {
        if (_stream is null) return;
        _stream.Dispose();
        File.Delete(_temporary);
        _stream = null;
    }
}
