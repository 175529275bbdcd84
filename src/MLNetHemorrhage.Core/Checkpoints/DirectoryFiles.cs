using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>The files of a model in a directory, mapped.</summary>
internal sealed class DirectoryFiles(string directory) : IModelFiles
{
    public string Name => directory;

    public string Describe(string file) => Path.Combine(directory, file);

    public bool Exists(string file) => File.Exists(Describe(file));

    public ByteRegion Open(string file) => MappedFile.Open(Describe(file));
}
