using System.Collections.Concurrent;
using Microsoft.ML;

namespace ScoreService;

/// <summary>A prediction engine serves one request at a time, so requests borrow one. All engines share the model's weights.</summary>
internal sealed class Engines(MLContext context, ITransformer model)
{
    private readonly ConcurrentBag<PredictionEngine<ScoreRequest, ScoreRow>> _free = [];

    public ScoreRow Score(ScoreRequest request)
    {
        var engine = _free.TryTake(out var free) ? free : context.Model.CreatePredictionEngine<ScoreRequest, ScoreRow>(model);
        var row = engine.Predict(request);
        // An engine that failed is not put back.
        _free.Add(engine);
        return row;
    }
}
