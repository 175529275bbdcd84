using System.CommandLine;
using MLNetHemorrhage.Checkpoints;

namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>The model to work on: the one named, else the default model.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string?> _model = PathOption.Create(
        "--model",
        "A Hugging Face directory (config.json, *.safetensors, tokenizer), a GGUF file, a llama2.c .bin file or a model package. Default: the model that ships with the tool.",
        "PATH");

    private readonly Option<string?> _tokenizer = PathOption.Create(
        "--tokenizer", "The model's tokenizer: a file, or a directory that holds one. Default: the one in or beside the model.", "PATH");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_model);
        command.Add(_tokenizer);
    }

    /// <summary>Loads the model.</summary>
    /// <exception cref="HemorrhageException">It cannot be loaded, or a tokenizer was named for the default model, which has its own.</exception>
    public LanguageModel Load(ParseResult parsed)
    {
        var tokenizer = parsed.GetValue(_tokenizer);
        if (parsed.GetValue(_model) is { } path) return Checkpoint.LoadModel(path, tokenizer);
        if (tokenizer is not null) throw new HemorrhageException($"--tokenizer {tokenizer}: expected --model with it, found none; the default model has its own tokenizer.");
        return LanguageModel.Default;
    }
}
