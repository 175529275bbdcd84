// Puts a language model through recipes of growing strength, each an ordinary ML.NET pipeline, and shows what each one costs.
//
//   RecipeTable [text, one document a line [language model]]     by default texts made up by the library, and the model that ships with it
using System.Globalization;
using Microsoft.ML;
using MLNetHemorrhage;
using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Robustness;
using RecipeTable;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var mlContext = new MLContext(seed: 1);
var hemorrhage = mlContext.Hemorrhage();
string? textFile = args.ElementAtOrDefault(0), path = args.ElementAtOrDefault(1);

IDataView Texts(Split split, int count) => mlContext.Data.LoadFromEnumerable(
    (textFile is null ? SyntheticText.Documents(split, count) : File.ReadLines(textFile).Take(count)).Select(text => new Document { Text = text }).ToList());
IDataView calibration = Texts(Split.Calibration, 128), evaluation = Texts(Split.Evaluation, 100);

try
{
    // Loaded once: every recipe starts from the same model column. Run once, too: every recipe is compared with the same run.
    var loaded = hemorrhage.LoadLanguageModel("Baseline", path).Append(mlContext.Transforms.CopyColumns("Model", "Baseline")).Fit(calibration);
    (calibration, evaluation) = (loaded.Transform(calibration), loaded.Transform(evaluation));
    var baseline = hemorrhage.RunBaseline(evaluation);

    Console.WriteLine($"{"recipe",-32}{"perplexity",18}{"ln ratio",20}{"KL divergence",22}{"same top %",16}{"bytes",12}");
    var (perplexity, error) = baseline.Perplexity.Perplexity;
    Console.WriteLine($"{"none",-32}{perplexity,9:F3} ± {error,-6:F3}{"",58}{WeightSize.Of(baseline.Model.Decoder).Bytes,12:N0}");
    var lines = new List<string>();
    foreach (var ladder in Ladder.All)
    {
        var costs = ladder.Recipes.Select(recipe => Cost(recipe, baseline)).ToList();
        lines.Add(ladder.Collapse(costs));
    }
    Console.WriteLine();
    Console.WriteLine($"± is one standard error over documents. A method collapses where the ln ratio exceeds {SeverityRule.Default.CollapseLn}:");
    foreach (var line in lines) Console.WriteLine(line);
    return 0;
}
catch (HemorrhageException e)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 2;
}

StabilityMetrics Cost(string recipe, BaselineRun baseline)
{
    var metrics = hemorrhage.Evaluate(hemorrhage.Apply("Model", "Text", recipe).Fit(calibration).Transform(evaluation), baseline);
    Console.WriteLine(
        $"{recipe,-32}{metrics.ModifiedPerplexity,9:F3} ± {metrics.ModifiedPerplexityStandardError,-6:F3}{metrics.LnRatio,11:F4} ± {metrics.LnRatioStandardError,-6:F4}"
        + $"{metrics.KlDivergence,13:F4} ± {metrics.KlDivergenceStandardError,-6:F4}{100 * metrics.SameTop,9:F2} ± {100 * metrics.SameTopStandardError,-4:F2}{metrics.ModifiedSize.Bytes,12:N0}");
    return metrics;
}
