namespace MLNetHemorrhage.Checkpoints;

/// <summary>Writes a file beside its target and then moves it there, so that a target is never half-written, not even one that is mapped.</summary>
internal static class FileReplacement
{
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 20))
                write(stream);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HemorrhageException($"{path}: expected a place to write to, found: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
