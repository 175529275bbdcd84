using System.Globalization;
using System.Security.Cryptography;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Numerics;

namespace DefaultModel.Trainer;

/// <summary>
/// Trains the default model and writes it beside its tokenizer. An interrupted training goes on where its state was last saved;
/// with a number of steps it only trains those and prints the hash of the weights.
/// </summary>
internal static class TrainCommand
{
    private const int StepsPerSave = 100, StepsPerLine = 10;

    /// <summary>The whole training.</summary>
    /// <param name="directory">Where config.json and model.safetensors go.</param>
    /// <param name="hashFile">Expected SHA-256 of model.safetensors; written where there is none yet.</param>
    /// <param name="stateFile">Where an interrupted training is kept.</param>
    public static int Run(string directory, string hashFile, string stateFile)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        using var trainer = DefaultTraining.Create(WorkerPool.Shared);
        if (File.Exists(stateFile)) trainer.Resume(stateFile);
        trainer.Run(
            DefaultTraining.Options.Steps,
            step =>
            {
                Print(step);
                if (step.Step % StepsPerSave == 0) trainer.Save(stateFile);
            },
            stop.Token);
        if (trainer.Steps < DefaultTraining.Options.Steps)
        {
            trainer.Save(stateFile);
            Console.Error.WriteLine($"Stopped after {trainer.Steps} steps; {stateFile} holds them.");
            return 1;
        }
        Checkpoint.SaveDecoder(trainer.Parameters.ToModel(), directory, ElementType.BFloat16);
        File.Delete(stateFile);
        return Check(Path.Combine(directory, "model.safetensors"), hashFile);
    }

    /// <summary>The first steps alone.</summary>
    public static int RunSteps(int steps)
    {
        using var trainer = DefaultTraining.Create(WorkerPool.Shared);
        trainer.Run(steps, Print);
        Console.WriteLine($"weights after {steps} steps: {trainer.Parameters.Hash()}");
        return 0;
    }

    private static int Check(string file, string hashFile)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        if (!File.Exists(hashFile)) File.WriteAllText(hashFile, hash + "\n");
        string expected = File.ReadAllText(hashFile).Trim();
        Console.WriteLine($"{file}: {hash}");
        if (hash == expected) return 0;
        Console.Error.WriteLine($"{hashFile}: expected {expected}, found {hash}.");
        return 1;
    }

    private static void Print(TrainingStep step)
    {
        if (step.Step % StepsPerLine != 0) return;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"step {step.Step,5}  loss {step.Loss:F4}  gradient {step.GradientNorm:F3}  rate {step.LearningRate:E2}  {DateTime.Now:HH:mm:ss}"));
    }
}
