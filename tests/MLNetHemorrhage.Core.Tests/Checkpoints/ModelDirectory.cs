using System.Text.Json.Nodes;

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

    /// <summary>Sets keys of config.json to JSON values; an empty value removes the key.</summary>
    public void Configure(params (string Key, string Json)[] changes)
    {
        var config = JsonNode.Parse(File.ReadAllBytes(At("config.json")))!.AsObject();
        foreach (var (key, json) in changes)
        {
            config.Remove(key);
            if (json.Length > 0) config[key] = JsonNode.Parse(json);
        }
        Write("config.json", config.ToJsonString());
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (OperatingSystem.IsWindows() && e is IOException or UnauthorizedAccessException)
        {
            // Windows keeps a mapped file until its last region is collected.
        }
    }
}
