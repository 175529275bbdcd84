using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Models;

/// <summary>What tests ask of a decoder.</summary>
internal static class Run
{
    /// <summary>Logits [tokens, vocabulary] of every token.</summary>
    public static Matrix Logits(DecoderModel model, TokenBatch batch, WorkerPool pool)
    {
        var runner = new DecoderRunner(model, pool);
        var hidden = runner.FinalHidden(batch);
        var logits = new Matrix(batch.TokenCount, model.Spec.VocabularySize);
        runner.Logits(hidden.View, logits.View);
        GC.KeepAlive(hidden);
        return logits;
    }
}
