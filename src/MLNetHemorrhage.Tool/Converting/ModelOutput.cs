using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Checkpoints.Packages;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tool.Converting;

/// <summary>Where a converted model goes.</summary>
/// <param name="Path">The file or directory.</param>
/// <param name="Format">What is written there.</param>
/// <param name="Element">Element type of all matrices; null keeps what each has.</param>
internal sealed record ModelOutput(string Path, ModelFormat Format, ElementType? Element)
{
    /// <summary>Refuses what the format cannot hold, before any work is done.</summary>
    public void Check(TargetType? type)
    {
        if (Format == ModelFormat.Package && type?.Element is not null)
            throw new HemorrhageException($"--type {type.Element.Value.Name()}: expected a type of ggml for a package, which holds other weights as they are.");
        if (Format == ModelFormat.Directory && type?.Step is not null)
            throw new HemorrhageException($"{type.Step}: expected f32, f16 or bf16 as --type for a directory in Hugging Face layout.");
    }

    /// <summary>Writes the model.</summary>
    public void Save(LanguageModel model)
    {
        switch (Format)
        {
            case ModelFormat.Gguf:
                Checkpoint.SaveGguf(model, Path, Element);
                break;
            case ModelFormat.Package:
                ModelPackage.Save(model, Path);
                break;
            default:
                Checkpoint.SaveModel(model, Path, Element ?? ElementType.Float32);
                break;
        }
    }

    /// <summary>Bytes that were written.</summary>
    public long ByteLength => Format == ModelFormat.Directory
        ? new DirectoryInfo(Path).EnumerateFiles().Sum(f => f.Length)
        : new FileInfo(Path).Length;
}
