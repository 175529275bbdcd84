using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Tool.Inputs;

/// <summary>The model to work on: the one named, else the default model.</summary>
internal static class ModelSource
{
    /// <summary>Loads the model.</summary>
    /// <param name="path">The value of --model; null where it was not given.</param>
    public static LanguageModel Load(string? path)
    {
        if (path is null) throw new HemorrhageException("--model: expected a path, found none.");
        if (!Path.Exists(path)) throw new HemorrhageException($"--model {path}: expected a model directory or file, found nothing.");
        var decoder = Checkpoint.LoadDecoder(path);
        return new(Path.GetFileNameWithoutExtension(path), decoder, Tokenizers.Load(path, decoder.Spec.VocabularySize));
    }
}
