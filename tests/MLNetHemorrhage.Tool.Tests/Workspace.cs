namespace MLNetHemorrhage.Tests;

/// <summary>A directory of a test's own, with a tiny model and a text.</summary>
internal sealed class Workspace : IDisposable
{
    public const string Text = "the cat sat on the mat<|endoftext|>a dog ran to the red barn<|endoftext|>Über 12 hens laid eggs";

    public Workspace()
    {
        Model = TinyModel.Write(Root);
        TextFile = Write("text.txt", Text);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("hemorrhage-").FullName;

    public string Model { get; }

    public string TextFile { get; }

    /// <summary>A path in the directory.</summary>
    public string this[string name] => Path.Combine(Root, name);

    /// <summary>Writes a text file.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>A new directory with a copy of the tiny model whose weights were changed.</summary>
    public string DamagedModel(Action<float[]> damage) => TinyModel.Write(Directory.CreateDirectory(this[$"damaged-{Guid.NewGuid():N}"]).FullName, damage);

    /// <summary>A copy of a folder of goldens that may be changed.</summary>
    public string CopyOfGolden(string path, string name)
    {
        var directory = Directory.CreateDirectory(this[name]).FullName;
        foreach (var file in Directory.GetFiles(TestData.Golden(path))) File.Copy(file, Path.Combine(directory, Path.GetFileName(file)));
        return directory;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
