namespace MLNetHemorrhage.Tool.Converting;

/// <summary>What <c>hemorrhage convert</c> writes.</summary>
internal enum ModelFormat
{
    /// <summary>A GGUF file, which llama.cpp loads.</summary>
    Gguf,

    /// <summary>A model package, which holds every storage as it is.</summary>
    Package,

    /// <summary>A directory in Hugging Face layout.</summary>
    Directory,
}
