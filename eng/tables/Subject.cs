using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Tables;

/// <summary>A model with its texts: calibration documents by seed, 100 scored documents that none of them is.</summary>
internal sealed record Subject(string Name, LanguageModel Model, BaselineRun Baseline, Func<int, CalibrationSet> Calibration)
{
    private const int Documents = 128, ScoredDocuments = 100, FirstCalibrationStory = 1000;

    /// <summary>"default", or "stories260K" from the folder that HEMORRHAGE_DATA names.</summary>
    public static Subject Load(string name)
    {
        if (name == "default")
            return Of(name, LanguageModel.Default, SyntheticText.Documents(Split.Evaluation, ScoredDocuments),
                seed => Enumerable.Range(seed * Documents, Documents).Select(i => SyntheticText.Document(Split.Calibration, i)));
        string data = Environment.GetEnvironmentVariable("HEMORRHAGE_DATA") ?? throw new HemorrhageException("stories260K: expected its folder in HEMORRHAGE_DATA, found nothing");
        string[] stories = [.. TextSource.Documents(TextSource.Read(Path.Combine(data, "text/tinystories.txt")))];
        return Of(name, LanguageModel.Load(Path.Combine(data, "models/stories260K/stories260K.bin")), stories.Take(ScoredDocuments),
            seed => stories.Skip(FirstCalibrationStory + seed * Documents).Take(Documents));
    }

    private static Subject Of(string name, LanguageModel model, IEnumerable<string> scored, Func<int, IEnumerable<string>> calibration)
    {
        int context = model.Decoder.Spec.ContextLength;
        var text = Protocol.Documents(ScoredDocuments).Split(scored, model.Tokenizer, context);
        return new(name, model, BaselineRun.Measure(model, text), seed => CalibrationSet.FromDocuments(calibration(seed), model.Tokenizer, context));
    }
}
