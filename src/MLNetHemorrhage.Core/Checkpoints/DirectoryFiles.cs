using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>The files of a model in a directory, mapped.</summary>
internal sealed class DirectoryFiles(string directory) : IModelFiles
{
    private readonly List<string> _opened = [];

    /// <summary>The paths that were opened, in order.</summary>
    public IReadOnlyList<string> Opened => _opened;

    public string Name => directory;

    public string Describe(string file) => Path.Combine(directory, file);

    public bool Exists(string file) => File.Exists(Describe(file));

    public ByteRegion Open(string file)
    {
        var bytes = MappedFile.Open(Describe(file));
        _opened.Add(Describe(file));
        return bytes;
    }
}
