using Microsoft.ML.Runtime;

namespace MLNetHemorrhage.Evaluation;

/// <summary>Tells the log, and whom the caller has named, how far an evaluation has come.</summary>
internal sealed class LoggedEvaluation(IChannel channel, IProgress<EvaluationProgress>? next) : IProgress<EvaluationProgress>
{
    public void Report(EvaluationProgress value)
    {
        channel.Say($"{value.Tokens} of {value.TotalTokens} tokens scored.");
        next?.Report(value);
    }
}
