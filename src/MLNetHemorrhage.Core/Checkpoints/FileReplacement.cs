namespace MLNetHemorrhage.Checkpoints;

/// <summary>
/// Writes files beside their targets and, when all are complete, moves them there: a target is never half-written,
/// not even one that is mapped, and an error leaves what was there.
/// </summary>
internal static class FileReplacement
{
    public static void Write(params (string Path, Action<Stream> Write)[] files)
    {
        var temporary = files.Select(f => $"{f.Path}.{Path.GetRandomFileName()}.tmp").ToArray();
        var current = files[0].Path;
        try
        {
            for (int i = 0; i < files.Length; i++)
            {
                current = files[i].Path;
                using var stream = new FileStream(temporary[i], FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 20);
                files[i].Write(stream);
            }
            for (int i = 0; i < files.Length; i++)
            {
                current = files[i].Path;
                File.Move(temporary[i], current, overwrite: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HemorrhageException($"{current}: expected a place to write to, found: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        finally
        {
            foreach (var path in temporary.Where(File.Exists)) File.Delete(path);
        }
    }
}
