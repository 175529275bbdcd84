using MLNetHemorrhage.Checkpoints;

namespace MLNetHemorrhage.Robustness;

/// <summary>
/// Finished points in a directory, one small file each, written beside its place and moved there: whatever stops the process, a file
/// is whole or absent. Processes that sweep into the same directory find each other's points; what two of them measure at once
/// has the same bytes.
/// </summary>
internal sealed class PointStore
{
    private const string Prefix = "point-";

    // Files that were never moved: of a process that was killed, if they are old.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private readonly string _directory;
    private readonly IProgress<string>? _notes;

    public PointStore(string directory, IProgress<string>? notes)
    {
        _directory = directory;
        _notes = notes;
        try
        {
            Directory.CreateDirectory(directory);
            foreach (var file in Directory.EnumerateFiles(directory, Prefix + "*.tmp"))
                if (DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > Abandoned) File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HemorrhageException($"{directory}: expected a directory for the points of a sweep, found: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>Says how many points of other sweeps lie there and why they are not used.</summary>
    public void NoteForeign(SweepFingerprint ours)
    {
        var foreign = Directory.EnumerateFiles(_directory, Prefix + "*.json")
            .Select(file => TryRead(file, out _)?.Fingerprint is { } theirs ? ours.DifferenceFrom(theirs) : null)
            .OfType<string>()
            .CountBy(difference => difference)
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        foreach (var (difference, count) in foreign)
            _notes?.Report($"{_directory}: {count} {(count == 1 ? "point belongs" : "points belong")} to another sweep ({difference}) and {(count == 1 ? "is" : "are")} not used");
    }

    /// <summary>A stored point; null where there is none, or only a damaged one, which is <paramref name="noted"/>.</summary>
    public StoredPoint? Find(SweepFingerprint fingerprint, bool noted = true)
    {
        var path = PathOf(fingerprint);
        if (!File.Exists(path)) return null;
        var point = TryRead(path, out var problem);
        if (point is not null && point.Fingerprint != fingerprint) problem = "the point of this name, found another";
        if (problem is null) return point;
        if (noted) _notes?.Report($"{path}: expected {problem}; it is measured again");
        return null;
    }

    /// <summary>Stores a point.</summary>
    /// <exception cref="HemorrhageException">The directory cannot be written.</exception>
    public void Add(StoredPoint point)
    {
        byte[] json = StoredPointJson.Write(point);
        FileReplacement.Write((PathOf(point.Fingerprint), stream => stream.Write(json)));
    }

    private string PathOf(SweepFingerprint fingerprint) => Path.Combine(_directory, $"{Prefix}{fingerprint.Hash()[..16]}.json");

    private static StoredPoint? TryRead(string path, out string? problem)
    {
        try
        {
            return StoredPointJson.Read(File.ReadAllBytes(path), out problem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"a file that can be read, found: {e.Message.ReplaceLineEndings(" ")}";
            return null;
        }
    }
}
