using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A project in memory with the files of a state.</summary>
internal static class TestProject
{
    // The framework that the tests run on.
    private static readonly Lazy<MetadataReference[]> Framework = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetDirectoryName(p) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(p => MetadataReference.CreateFromFile(p)),
    ]);

    public static Project Create(ParsedState state, IEnumerable<Func<Solution, ProjectId, Solution>> transforms)
    {
        var workspace = new AdhocWorkspace();
        var id = ProjectId.CreateNewId();
        var options = new CSharpCompilationOptions(state.OutputKind, allowUnsafe: true);
        var solution = workspace.CurrentSolution
            .AddProject(id, "TestProject", "TestProject", LanguageNames.CSharp)
            .WithProjectCompilationOptions(id, options)
            .WithProjectParseOptions(id, new CSharpParseOptions(LanguageVersion.Default))
            .AddMetadataReferences(id, [.. Framework.Value, .. state.References]);
        foreach (var (name, text) in state.Sources) solution = solution.AddDocument(DocumentId.CreateNewId(id), FileName(name), text, filePath: name);
        foreach (var (name, text) in state.AdditionalFiles) solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(id), FileName(name), text, filePath: name);
        foreach (var (name, text) in state.AnalyzerConfigFiles) solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(id), FileName(name), text, filePath: name);
        foreach (var transform in transforms) solution = transform(solution, id);
        return solution.GetProject(id)!;
    }

    public static async Task<string> TextAsync(Project project, string path, CancellationToken cancellation)
    {
        var document = project.Documents.FirstOrDefault(d => d.FilePath == path) ?? throw new InvalidOperationException($"The project has no file {path}.");
        return (await document.GetTextAsync(cancellation)).ToString();
    }

    private static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];
}
