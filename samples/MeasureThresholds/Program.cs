// Measures how far a language model can be pruned and quantized and keeps that in a file beside your project, which the steps of pipelines
// (the option Thresholds) and Recipe.Validate then go by.
//
//   MeasureThresholds [folder [text, one document a line [language model]]]
//
// By default: the current folder, texts made up by the library, and the model that ships with it.
using System.Globalization;
using MeasureThresholds;
using MLNetHemorrhage;
using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Robustness;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string folder = args.ElementAtOrDefault(0) ?? Environment.CurrentDirectory;
string? textFile = args.ElementAtOrDefault(1), path = args.ElementAtOrDefault(2);

IEnumerable<string> Texts(Split split, int count) => textFile is null ? SyntheticText.Documents(split, count) : File.ReadLines(textFile).Take(count);

try
{
    var model = path is null ? LanguageModel.Default : LanguageModel.Load(path);
    int context = model.Decoder.Spec.ContextLength;
    var calibration = CalibrationSet.FromDocuments(Texts(Split.Calibration, 128), model.Tokenizer, context);
    var text = Protocol.Documents(20).Split(Texts(Split.Evaluation, 20), model.Tokenizer, context);

    // Each method over the strengths that suit it. All sweeps share one run of the model.
    string[] methods = ["prune(magnitude, sparsity=*)", "prune(wanda, sparsity=*)", "quantize(rtn, bits=*)"];
    var plans = methods.Select(RecipeTemplate.Parse)
        .Select(template => new SweepPlan(model, template, [Grid.Default(template.Holes[0].Coordinate)], text, calibration));
    var sweeps = Sweep.Run([.. plans], new() { Progress = new ConsoleProgress() });
    foreach (var sweep in sweeps) SweepSummary.Write(Console.Out, sweep);

    // What the file knew of the same model and methods is replaced, everything else in it stays.
    string file = Path.Combine(folder, $"{model.Name}.hemorrhage-thresholds.txt");
    ThresholdFiles.Update(file, SweepThresholds.Records(sweeps).Records);
    Console.WriteLine($"written to {file}");

    // Whoever has the file learns what a recipe would do before anything is done.
    var known = ThresholdFiles.ReadOverDefault([file]);
    foreach (string recipe in (string[])["prune(wanda, sparsity=0.3) + quantize(rtn, bits=8)", "prune(wanda, sparsity=0.8) + quantize(rtn, bits=2)"])
    {
        Console.WriteLine();
        Console.WriteLine(recipe);
        var findings = Recipe.Parse(recipe).Validate(known, model.Name, text.Protocol);
        foreach (var finding in findings) Console.WriteLine($"  {finding}");
        if (findings.Count == 0) Console.WriteLine("  nothing speaks against it");
    }
    return 0;
}
catch (Exception e) when (e is HemorrhageException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 2;
}
