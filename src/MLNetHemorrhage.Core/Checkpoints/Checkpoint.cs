using MLNetHemorrhage.Checkpoints.Gguf;
using MLNetHemorrhage.Checkpoints.Packages;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>
/// Loads and saves models: directories in Hugging Face layout (llama family; <c>config.json</c> with <c>model.safetensors</c> or its shards, F32, F16 or BF16)
/// GGUF files of the llama architecture, and llama2.c <c>.bin</c> files (versions 0, 1 and 2); model packages are loaded too. Weight files are mapped, not copied; they must not be changed in place while a model uses them.
/// </summary>
public static class Checkpoint
{
    /// <summary>Loads weights and tokenizer.</summary>
    /// <param name="path">A directory in Hugging Face layout, a GGUF file, a llama2.c file, or a <see cref="ModelPackage"/>.</param>
    /// <param name="tokenizerPath">The tokenizer's file or directory; by default it is looked for in or beside <paramref name="path"/>.</param>
    /// <param name="validateValues">Whether every weight of a checkpoint is checked to be finite, which reads all of them; the default is true.</param>
    /// <returns>The model, named after the last segment of the path; a package's model keeps its name.</returns>
    /// <exception cref="HemorrhageException">A file is missing, damaged or of an unsupported kind; the message names file, tensor, expected and found.</exception>
    public static LanguageModel LoadModel(string path, string? tokenizerPath = null, bool validateValues = true)
    {
        var opened = OpenedCheckpoint.Open(path, validateValues);
        if (tokenizerPath is null && opened.Tokenizer is { } own)
            return new(opened.Name, opened.Decoder, own()) { Source = ModelSource.Of(path, opened.Files) };
        var tokenizer = TokenizerFiles.Load(tokenizerPath ?? path, opened.Decoder.Spec.VocabularySize);
        var files = opened.Files.Concat(tokenizer.Source.Files.Select(f => f.Location));
        return new(opened.Name, opened.Decoder, tokenizer) { Source = ModelSource.Of(path, files) };
    }

    /// <summary>Loads weights alone.</summary>
    /// <param name="path">A directory in Hugging Face layout, a GGUF file, a llama2.c file, or a <see cref="ModelPackage"/>.</param>
    /// <param name="validateValues">Whether every weight of a checkpoint is checked to be finite, which reads all of them; the default is true.</param>
    /// <returns>The decoder.</returns>
    /// <exception cref="HemorrhageException">A file is missing, damaged or of an unsupported kind; the message names file, tensor, expected and found.</exception>
    public static DecoderModel LoadDecoder(string path, bool validateValues = true) =>
        OpenedCheckpoint.Open(path, validateValues).Decoder;

    /// <summary>
    /// Saves weights as a directory in Hugging Face layout: <c>config.json</c> and <c>model.safetensors</c>. Pruned or quantized weights are
    /// written as the values they stand for; query and key rows of the pairs layout are reordered to halves. Files of that name are
    /// replaced; the tokenizer is not written.
    /// </summary>
    /// <param name="model">The decoder.</param>
    /// <param name="directory">The directory; created where it does not exist.</param>
    /// <param name="type">Element type of all tensors; narrowing rounds to nearest, ties to even. The default is f32, which is exact.</param>
    /// <exception cref="HemorrhageException">The directory cannot be written, or a value is beyond the range of the type.</exception>
    public static void SaveDecoder(DecoderModel model, string directory, ElementType type = ElementType.Float32)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        HuggingFaceExport.Save(model, directory, type);
    }

    /// <summary>Saves weights as <see cref="SaveDecoder"/> does, and the files that the tokenizer was read from beside them; that of a GGUF file is <c>tokenizer.gguf</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="directory">The directory; created where it does not exist.</param>
    /// <param name="type">Element type of all tensors; the default is f32, which is exact.</param>
    /// <exception cref="HemorrhageException">The directory cannot be written, a value is beyond the range of the type, or the tokenizer is not one of this library.</exception>
    public static void SaveModel(LanguageModel model, string directory, ElementType type = ElementType.Float32)
    {
        ArgumentNullException.ThrowIfNull(model);
        SaveDecoder(model.Decoder, directory, type);
        TokenizerExport.Save(model.Tokenizer, directory);
    }

    /// <summary>
    /// Saves a model with its tokenizer as a GGUF file of the llama architecture, which llama.cpp loads. Weights in blocks of ggml are written as
    /// they are held, dense ones in their element type, all others as the f32 values they stand for; query and key rows of the halves layout are
    /// reordered to pairs. A file of that name is replaced.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="type">Element type of all matrices; narrowing rounds to nearest, ties to even. By default each keeps its own form.</param>
    /// <exception cref="HemorrhageException">
    /// The file cannot be written, a value is beyond the range of the type, or the model or its tokenizer has something that GGUF files have no form for.
    /// </exception>
    public static void SaveGguf(LanguageModel model, string path, ElementType? type = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        GgufExport.Save(model, path, type);
    }
}
