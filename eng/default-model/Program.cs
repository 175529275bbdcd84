using System.Globalization;
using DefaultModel.Trainer;

return args switch
{
    ["tokenizer", var path] => TokenizerCommand.Run(path),
    ["text", var split, var count] => TextCommand.Run(split, count),
    ["train", var directory, var hashFile, var stateFile] => TrainCommand.Run(directory, hashFile, stateFile),
    ["train-steps", var steps] => TrainCommand.RunSteps(int.Parse(steps, CultureInfo.InvariantCulture)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("tokenizer FILE      trains the default model's tokenizer and writes tokenizer.json");
    Console.Error.WriteLine("text SPLIT COUNT    prints documents of Training, Calibration or Evaluation");
    Console.Error.WriteLine("train DIRECTORY HASH-FILE STATE-FILE  trains the default model; see train.sh");
    Console.Error.WriteLine("train-steps COUNT   trains that many steps and prints the hash of the weights");
    return 2;
}
