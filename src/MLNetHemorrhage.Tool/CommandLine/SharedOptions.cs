using System.CommandLine;

namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>Options that mean the same in every command that has them.</summary>
internal static class SharedOptions
{
    private const int MostThreads = 1024;

    /// <summary>The model to work on; null means the default model.</summary>
    public static Option<string?> Model() => PathOption.Create(
        "--model",
        "A Hugging Face directory (config.json, *.safetensors, tokenizer) or a llama2.c .bin file. Default: the model that ships with the tool.",
        "PATH");

    /// <summary>How many threads compute.</summary>
    public static Option<int> Threads() => NumberOption.Whole(
        "--threads", "Threads to compute with; the numbers are the same for any value.", "N", 1, MostThreads, Environment.ProcessorCount);
}
