using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Tests.Robustness.Sweeps;

[TestClass]
public sealed class StoreTests
{
    private static readonly SweepPlan Plan = SmallSweep.Plan("prune(wanda, sparsity=*)", "0.1:0.5:0.1");
    private static readonly string Expected = SmallSweep.Json(Sweep.Run(Plan));

    private string _directory = "";

    [TestInitialize]
    public void Create() => _directory = Directory.CreateTempSubdirectory("hemorrhage-sweep-").FullName;

    [TestCleanup]
    public void Delete() => Directory.Delete(_directory, recursive: true);

    [TestMethod]
    public void A_cancelled_sweep_keeps_its_points_and_resumes_to_the_same_result()
    {
        foreach (int stopAfter in (int[])[1, 2, 4])
        {
            var store = Path.Combine(_directory, $"{stopAfter}");
            using var stop = new CancellationTokenSource();
            var cancel = new Reports<SweepProgress>(p => { if (p.Done >= stopAfter) stop.Cancel(); });
            Assert.ThrowsExactly<OperationCanceledException>(() => Sweep.Run(Plan, new() { Store = store, Workers = 1, Progress = cancel, Cancellation = stop.Token }));
            Assert.HasCount(stopAfter, Points(store));

            Assert.AreEqual(Expected, Resume(store, out int measured, out _));
            Assert.AreEqual(5 - stopAfter, measured);
            Assert.AreEqual(Expected, Resume(store, out measured, out _));
            Assert.AreEqual(0, measured);
        }
    }

    [TestMethod]
    public void Two_sweeps_at_once_share_a_directory()
    {
        var results = new string[2];
        Parallel.For(0, 2, i => results[i] = SmallSweep.Json(Sweep.Run(Plan, new() { Store = _directory, Workers = 2 })));
        Assert.AreEqual(Expected, results[0]);
        Assert.AreEqual(Expected, results[1]);
        Assert.HasCount(5, Points(_directory));
        Assert.IsEmpty(Directory.GetFiles(_directory, "*.tmp"));
    }

    [TestMethod]
    public void A_grid_takes_over_the_points_of_another()
    {
        Sweep.Run(SmallSweep.Plan("prune(wanda, sparsity=*)", "0.2:0.4:0.2"), new() { Store = _directory });
        Assert.AreEqual(Expected, Resume(_directory, out int measured, out var notes));
        Assert.AreEqual(3, measured);
        Assert.IsEmpty(notes);
    }

    [TestMethod]
    public void Points_of_another_sweep_are_not_used()
    {
        Sweep.Run(Plan with { Text = SmallSweep.Text("another text|to score") }, new() { Store = _directory });
        Assert.AreEqual(Expected, Resume(_directory, out int measured, out var notes));
        Assert.AreEqual(5, measured);
        // Five points and the base.
        Assert.AreEqual($"{_directory}: 6 points belong to another sweep (another text) and are not used", notes.Single());
    }

    [TestMethod]
    public void Points_of_another_version_are_not_used()
    {
        Sweep.Run(Plan, new() { Store = _directory });
        var file = Points(_directory)[0];
        var old = StoredPointJson.Read(File.ReadAllBytes(file), out _)!;
        File.Delete(file);
        var older = old with { Fingerprint = old.Fingerprint with { Version = "0.0.1" }, LnRatio = new(5, 1) };
        new PointStore(_directory, null).Add(older);
        Assert.AreEqual(Expected, Resume(_directory, out int measured, out var notes));
        Assert.AreEqual(1, measured);
        Assert.AreEqual($"{_directory}: 1 point belongs to another sweep (version 0.0.1, this is {SweepFingerprint.CurrentVersion}) and is not used", notes.Single());
    }

    [TestMethod]
    [DataRow(0.0, "expected a stored point, found an error: ")]
    [DataRow(0.3, "expected a stored point, found an error: ")]
    [DataRow(0.999, "expected a stored point, found an error: ")]
    public void A_point_that_was_cut_short_is_measured_again(double share, string note)
    {
        Sweep.Run(Plan, new() { Store = _directory });
        var file = Points(_directory)[3];
        byte[] bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..(int)(share * bytes.Length)]);
        Assert.AreEqual(Expected, Resume(_directory, out int measured, out var notes));
        Assert.AreEqual(1, measured);
        StringAssert.StartsWith(notes.Single(), $"{file}: {note}");
        StringAssert.EndsWith(notes.Single(), "; it is measured again");
        Assert.AreEqual(Expected, Resume(_directory, out measured, out notes));
        Assert.IsEmpty(notes);
    }

    [TestMethod]
    public void No_changed_byte_goes_unnoticed()
    {
        Sweep.Run(Plan, new() { Store = _directory });
        var file = Points(_directory)[0];
        byte[] whole = File.ReadAllBytes(file);
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] bytes = [.. whole];
            bytes[i] ^= 1;
            var read = StoredPointJson.Read(bytes, out var problem);
            // A line end may become another space.
            if (bytes[i] != (byte)'\v' && !char.IsWhiteSpace((char)whole[i])) Assert.IsNotNull(problem, $"byte {i}");
            Assert.AreEqual(problem is null, read is not null);
        }
    }

    [TestMethod]
    public void Abandoned_files_are_removed_and_young_ones_left_to_their_writer()
    {
        string old = Path.Combine(_directory, "point-1.json.x.tmp"), young = Path.Combine(_directory, "point-2.json.y.tmp");
        foreach (var file in (string[])[old, young]) File.WriteAllText(file, "{");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-2));
        Sweep.Run(Plan, new() { Store = _directory });
        Assert.IsFalse(File.Exists(old));
        Assert.IsTrue(File.Exists(young));
    }

    [TestMethod]
    public void A_directory_that_cannot_be_used_is_refused()
    {
        var file = Path.Combine(_directory, "file");
        File.WriteAllText(file, "");
        var error = Assert.ThrowsExactly<HemorrhageException>(() => Sweep.Run(Plan, new() { Store = file }));
        StringAssert.StartsWith(error.Message, $"{file}: expected a directory for the points of a sweep, found: ");
    }

    private static string[] Points(string store) =>
        [.. Directory.GetFiles(store, "point-*.json").Where(file => !File.ReadAllText(file).Contains("\"recipe\":\"\"", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    // What is measured is written: files that were there keep their time.
    private static string Resume(string store, out int measured, out List<string> notes)
    {
        var before = Points(store).ToDictionary(file => file, File.GetLastWriteTimeUtc);
        var found = notes = [];
        var json = SmallSweep.Json(Sweep.Run(Plan, new() { Store = store, Notes = new Reports<string>(found.Add) }));
        measured = Points(store).Count(file => !before.TryGetValue(file, out var time) || time != File.GetLastWriteTimeUtc(file));
        return json;
    }
}
