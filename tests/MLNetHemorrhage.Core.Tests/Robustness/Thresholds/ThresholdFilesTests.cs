using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Tests.Robustness.Thresholds;

[TestClass]
public sealed class ThresholdFilesTests
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.hemorrhage-thresholds.txt");

    [TestCleanup]
    public void Delete() => File.Delete(_path);

    [TestMethod]
    public void An_update_replaces_records_where_they_stand_and_keeps_the_rest()
    {
        File.WriteAllText(_path, """
            #hemorrhage-thresholds 1
            # my notes
            threshold model=mine step=prune method=wanda coordinate=sparsity s0=0.5 # old

            threshold model=other step=prune method=wanda coordinate=sparsity s0=0.1
            """);
        ThresholdFiles.Update(_path,
        [
            new ThresholdRecord(new("prune", "wanda"), "sparsity") { Model = "mine", S0 = .6 },
            new ThresholdRecord(new("prune", "ria"), "sparsity") { Model = "mine", S0 = .7 },
        ]);
        Assert.AreEqual("""
            #hemorrhage-thresholds 1
            # my notes
            threshold model=mine step=prune method=wanda coordinate=sparsity s0=0.6

            threshold model=other step=prune method=wanda coordinate=sparsity s0=0.1
            threshold model=mine step=prune method=ria coordinate=sparsity s0=0.7

            """, File.ReadAllText(_path));
    }

    [TestMethod]
    public void A_new_file_has_the_first_line()
    {
        var record = new ThresholdRecord(new("prune", "wanda"), "sparsity") { S0 = .6 };
        ThresholdFiles.Update(_path, [record]);
        Assert.AreEqual(record, ThresholdFiles.Read(_path).Records.Single());
    }

    [TestMethod]
    public void A_file_with_a_bad_line_is_refused_and_left_alone()
    {
        const string text = "#hemorrhage-thresholds 1\nthreshold\nthreshold\n";
        File.WriteAllText(_path, text);
        var error = Assert.ThrowsExactly<HemorrhageException>(() => ThresholdFiles.Update(_path, []));
        StringAssert.StartsWith(error.Message, $"{_path}(2,1): threshold: expected step=…, found none");
        Assert.AreEqual(text, File.ReadAllText(_path));
        StringAssert.Contains(Assert.ThrowsExactly<HemorrhageException>(() => ThresholdFiles.Read(_path + ".missing")).Message, "expected a readable threshold file");
    }

    [TestMethod]
    public void Own_files_come_before_the_published_table()
    {
        ThresholdFiles.Update(_path, [new ThresholdRecord(new("prune", "wanda"), "sparsity") { Model = "mine", S0 = .2 }]);
        var table = ThresholdFiles.ReadOverDefault([_path]);
        Assert.AreEqual(.2, table.FindThreshold(new("prune", "wanda"), "sparsity", new("mine"))!.S0);
        Assert.AreEqual(.573, table.FindThreshold(new("prune", "wanda"), "sparsity", new("other"))!.S0);
    }
}
