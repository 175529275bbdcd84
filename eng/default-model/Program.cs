using DefaultModel.Trainer;

return args switch
{
    ["tokenizer", var path] => TokenizerCommand.Run(path),
    ["text", var split, var count] => TextCommand.Run(split, count),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("tokenizer FILE      trains the default model's tokenizer and writes tokenizer.json");
    Console.Error.WriteLine("text SPLIT COUNT    prints documents of Training, Calibration or Evaluation");
    return 2;
}
