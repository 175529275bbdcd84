using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Files of a test, in order.</summary>
public class SourceFileCollection : List<(string filename, SourceText content)>
{
    public void Add((string filename, string content) file) => Add((file.filename, SourceText.From(file.content)));
}

/// <summary>Source files, which may go without a name.</summary>
public sealed class SourceFileList : SourceFileCollection
{
    public void Add(string content) => Add(($"/0/Test{Count}.cs", content));
}
