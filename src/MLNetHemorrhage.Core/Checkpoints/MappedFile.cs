using System.IO.MemoryMappedFiles;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>Maps whole files, so that weights are read when they are used and shared between processes.</summary>
internal static class MappedFile
{
    /// <summary>The bytes of a file; they stay mapped for as long as the region or a part of it is reachable.</summary>
    public static unsafe ByteRegion Open(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            if (stream.Length == 0) return ByteRegion.Copy([]);

            // The view outlives the file and the map: its handle unmaps when the last region is collected.
            using var map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            var view = map.CreateViewAccessor(0, stream.Length, MemoryMappedFileAccess.Read);
            return new(view, (byte*)view.SafeMemoryMappedViewHandle.DangerousGetHandle() + view.PointerOffset, stream.Length);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new HemorrhageException($"{path}: expected a file, found nothing there.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new HemorrhageException($"{path}: expected a readable file, found: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
