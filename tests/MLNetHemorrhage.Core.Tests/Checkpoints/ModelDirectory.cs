namespace MLNetHemorrhage.Tests.Checkpoints;

/// <summary>A directory of a test, removed with it.</summary>
internal sealed class ModelDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("hemorrhage-").FullName;

    /// <summary>A copy of the golden llama model.</summary>
    public static ModelDirectory Golden()
    {
        var directory = new ModelDirectory();
        foreach (var name in (string[])["config.json", "model.safetensors"])
            directory.Write(name, File.ReadAllBytes(TestData.Golden($"families/llama3/{name}")));
        return directory;
    }

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public void Write(string name, byte[] bytes) => File.WriteAllBytes(At(name), bytes);

    public void Write(string name, string text) => File.WriteAllText(At(name), text);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
