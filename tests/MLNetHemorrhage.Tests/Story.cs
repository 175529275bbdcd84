using Microsoft.ML.Runtime;

namespace MLNetHemorrhage.Tests;

/// <summary>A context, a small model on disk and texts to fit and score: what most tests start with. Its files go when it does.</summary>
internal sealed class Story : IDisposable
{
    public const string Recipe = "prune(wanda, sparsity=0.5) + quantize(rtn, bits=4)";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hemorrhage-");

    public Story()
    {
        ModelPath = TinyModel.Write(_folder.FullName);
        Context.Log += (_, e) => Log.Add(e);
        Data = Context.Data.LoadFromEnumerable(Texts.Select((t, i) => new Document { Text = t, Number = i }).ToList());
    }

    /// <summary>Texts of many lengths; some have nothing to score, some exceed the context of 48.</summary>
    public static IReadOnlyList<string?> Texts { get; } =
    [
        "once upon a time", null, "the cat sat on the mat", "", "   ", "a", " the dog ran to the big tree and then it ran all the way home again ",
        .. Enumerable.Range(0, 20).Select(i => string.Concat(Enumerable.Repeat($"story {(char)('a' + i)} ", i % 7 + 1))),
    ];

    public MLContext Context { get; } = new(1);

    public HemorrhageCatalog Steps => Context.Hemorrhage();

    public string ModelPath { get; }

    public IDataView Data { get; }

    public List<LoggingEventArgs> Log { get; } = [];

    public string File(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Load, prune, quantize, score.</summary>
    public EstimatorChain<ScoreTextTransformer> Pipeline(ScoreTextEstimator.Options? scoring = null) => Steps.LoadLanguageModel("Model", ModelPath)
        .Append(Steps.Prune(sparsity: 0.5))
        .Append(Steps.Quantize(bits: 4))
        .Append(Steps.ScoreText(scoring ?? new()));

    public Scored[] Rows(IDataView data) => [.. Context.Data.CreateEnumerable<Scored>(data, reuseRowObject: false)];

    /// <summary>What a context that knows nothing of this one reads from what this one saved.</summary>
    public ITransformer Reloaded(ITransformer model)
    {
        using var stream = new MemoryStream();
        Context.Model.Save(model, Data.Schema, stream);
        stream.Position = 0;
        return new MLContext(2).Model.Load(stream, out _);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
