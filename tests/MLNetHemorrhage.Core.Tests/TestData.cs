[assembly: Parallelize(Scope = ExecutionScope.ClassLevel)]

namespace MLNetHemorrhage.Tests;

/// <summary>Where the tests' files are: goldens of our own beside the tests, third-party models and texts under HEMORRHAGE_DATA.</summary>
internal static class TestData
{
    /// <summary>A file or folder of the committed goldens, such as "families/llama3/model.safetensors".</summary>
    public static string Golden(string path) => Existing(Path.Combine(AppContext.BaseDirectory, "Goldens", path));

    /// <summary>A file or folder under HEMORRHAGE_DATA; the test is skipped where that is not set.</summary>
    public static string External(string path)
    {
        var root = Environment.GetEnvironmentVariable("HEMORRHAGE_DATA");
        if (string.IsNullOrEmpty(root)) Assert.Inconclusive("HEMORRHAGE_DATA is not set.");
        return Existing(Path.Combine(root!, path));
    }

    /// <summary>Little-endian singles without a header.</summary>
    public static float[] Floats(string path) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();

    /// <summary>Little-endian doubles without a header.</summary>
    public static double[] Doubles(string path) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(path)).ToArray();

    /// <summary>Little-endian 32-bit integers without a header.</summary>
    public static int[] Integers(string path) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(path)).ToArray();

    private static string Existing(string path) =>
        Path.Exists(path) ? path : throw new FileNotFoundException($"Test data is missing: {path}");
}
