using MLNetHemorrhage.Tool.Output;

namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class OutputFileTests
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hemorrhage-").FullName;

    [TestCleanup]
    public void Clean() => Directory.Delete(_directory, recursive: true);

    [TestMethod]
    public void The_file_appears_with_all_of_its_text()
    {
        var path = Path.Combine(_directory, "report.json");
        using (var file = new OutputFile(path))
        {
            Assert.IsFalse(File.Exists(path));
            file.Commit("ä\n");
        }
        Assert.AreEqual("ä\n", File.ReadAllText(path));
        Assert.HasCount(1, Directory.GetFiles(_directory));
    }

    [TestMethod]
    public void An_older_file_stays_until_the_new_one_is_complete()
    {
        var path = Path.Combine(_directory, "report.json");
        File.WriteAllText(path, "old");
        using (new OutputFile(path)) { }
        Assert.AreEqual("old", File.ReadAllText(path));
        using (var file = new OutputFile(path)) file.Commit("new");
        Assert.AreEqual("new", File.ReadAllText(path));
    }

    [TestMethod]
    public void Without_a_commit_nothing_is_left()
    {
        using (new OutputFile(Path.Combine(_directory, "report.json"))) { }
        Assert.HasCount(0, Directory.GetFiles(_directory));
    }

    [TestMethod]
    public void A_missing_directory_is_refused()
    {
        var error = Assert.ThrowsExactly<HemorrhageException>(() => new OutputFile(Path.Combine(_directory, "none", "report.json")));
        StringAssert.Contains(error.Message, "expected an existing directory");
    }

    [TestMethod]
    public void A_directory_is_refused()
    {
        var error = Assert.ThrowsExactly<HemorrhageException>(() => new OutputFile(_directory));
        StringAssert.Contains(error.Message, "found a directory");
    }
}
