using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>Loads models from files.</summary>
public static class Checkpoint
{
    /// <summary>Loads the weights of a llama2.c <c>.bin</c> file (versions 0, 1 and 2). The file is mapped, not copied, and must not change while the model is used.</summary>
    /// <param name="path">The file.</param>
    /// <param name="validateValues">Whether every weight is checked to be finite, which reads the whole file; the default is true.</param>
    /// <returns>The decoder.</returns>
    /// <exception cref="HemorrhageException">The file is missing, damaged or of an unsupported kind.</exception>
    public static DecoderModel LoadDecoder(string path, bool validateValues = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Llama2cCheckpoint.Load(path, validateValues);
    }
}
