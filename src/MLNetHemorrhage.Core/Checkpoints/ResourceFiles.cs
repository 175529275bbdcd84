using System.Reflection;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>The files of a model embedded in an assembly under names with a common prefix, read into memory.</summary>
internal sealed class ResourceFiles(Assembly assembly, string prefix) : IModelFiles
{
    public string Name => prefix;

    public string Describe(string file) => prefix + file;

    public bool Exists(string file) => assembly.GetManifestResourceInfo(Describe(file)) is not null;

    public ByteRegion Open(string file)
    {
        using var stream = assembly.GetManifestResourceStream(Describe(file))
            ?? throw new HemorrhageException($"{assembly.GetName().Name}: expected a resource {Describe(file)}, found none.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return ByteRegion.Copy(bytes);
    }
}
