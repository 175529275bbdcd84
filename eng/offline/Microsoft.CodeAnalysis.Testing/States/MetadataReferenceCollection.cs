using System.Reflection;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>What the sources of a test may use.</summary>
public sealed class MetadataReferenceCollection : List<MetadataReference>
{
    public void Add(Assembly assembly) => Add(MetadataReference.CreateFromFile(assembly.Location));
}
