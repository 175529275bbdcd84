using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>The files of a model by name, wherever they lie.</summary>
internal interface IModelFiles
{
    /// <summary>The place as messages name it.</summary>
    string Name { get; }

    /// <summary>A file as messages name it.</summary>
    string Describe(string file);

    bool Exists(string file);

    /// <summary>All bytes of an existing file.</summary>
    ByteRegion Open(string file);
}
