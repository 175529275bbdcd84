using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Choices;

/// <summary>Runs a model over questions; what the answers to a question share is run once.</summary>
internal sealed class ChoiceScorer(LanguageModel model, WorkerPool pool)
{
    private readonly DecoderRunner _runner = new(model.Decoder, pool);
    private readonly Matrix _tile = TokenNll.Tile(model);

    /// <summary>The log-likelihoods of all answers to some questions.</summary>
    public IEnumerable<AnsweredQuestion> Answer(IReadOnlyList<EncodedQuestion> questions)
    {
        var batch = new SharedPrefixBatch([.. questions.Select(q => q.Inputs)]);
        var (rows, targets) = (new List<int>(), new List<int>());
        int sequence = 0;
        foreach (var question in questions)
        {
            for (int c = 0; c < question.Sequences.Length; c++, sequence++)
            {
                int[] ids = question.Sequences[c];
                for (int t = ids.Length - question.Scored[c]; t < ids.Length; t++)
                {
                    rows.Add(batch.RowOf[batch.Sequences.Starts[sequence] + t - 1]);
                    targets.Add(ids[t]);
                }
            }
        }
        double[] nll = Score(batch, rows, [.. targets]);
        int next = 0;
        foreach (var question in questions)
        {
            var sums = new double[question.Scored.Length];
            for (int c = 0; c < sums.Length; c++)
            {
                for (int end = next + question.Scored[c]; next < end; next++) sums[c] -= nll[next];
                if (double.IsNaN(sums[c]))
                    throw new HemorrhageException($"{model.Name}: expected log-likelihoods, found NaN in question {question.Question.Id}; the weights are damaged or too large for single precision.");
            }
            yield return new(question.Question, sums);
        }
    }

    private double[] Score(SharedPrefixBatch batch, List<int> rows, int[] targets)
    {
        var hidden = _runner.BufferedSharedHidden(batch);
        var scored = new Matrix(rows.Count, hidden.Columns);
        for (int r = 0; r < rows.Count; r++) hidden.Row(rows[r]).CopyTo(scored.Row(r));
        var nll = new double[targets.Length];
        TokenNll.Score(_runner, scored.View, targets, _tile, nll, 0);
        GC.KeepAlive(_runner);
        GC.KeepAlive(scored);
        return nll;
    }
}
