using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Layers;

/// <summary>Runs base and modified model over the windows of a text, block by block, one batch of windows at a time.</summary>
internal static class PairedPass
{
    /// <summary>Rows that count in each window that has some: the clusters of the standard errors.</summary>
    public static double[] ClusterSizes(ScoredText text)
    {
        double[] sizes = [.. text.Windows.Select(CountedRows.Of).Where(n => n > 0).Select(n => (double)n)];
        if (sizes.Length == 0)
            throw new HemorrhageException("text: expected a window of at least 3 tokens, found none; the first token of a window has no context to compare.");
        return sizes;
    }

    /// <summary>Shows every block of every batch to the probes.</summary>
    public static void Run(LanguageModel baseline, LanguageModel modified, ScoredText text, EvaluationOptions options, params ReadOnlySpan<IBlockProbe> probes)
    {
        var all = probes.ToArray();
        PairedModel first = new(baseline, new(baseline.Decoder, options.Pool)), second = new(modified, new(modified.Decoder, options.Pool));
        int clusters = 0;
        WindowBatches.Run(text, options, (tokens, windows, firstWindow) =>
        {
            var rows = new CountedRows(tokens, windows.Span, firstWindow);
            if (rows.Count == 0) return;
            var batch = new PairedBatch(rows, clusters, first, second);
            clusters += rows.Windows.Count;
            Matrix baseHidden = Embed(first), modifiedHidden = Embed(second);
            foreach (var probe in all) probe.Embedded(batch);
            for (int block = 0; block < baseline.Decoder.Blocks.Count; block++)
            {
                options.Cancellation.ThrowIfCancellationRequested();
                RunBlock(first, block, baseHidden);
                RunBlock(second, block, modifiedHidden);
                foreach (var probe in all) probe.Ran(block, batch);
            }

            Matrix Embed(PairedModel model)
            {
                var hidden = model.Runner.Embed(tokens);
                model.Trace.Begin(rows);
                model.Trace.SetResidual(hidden);
                return hidden;
            }

            void RunBlock(PairedModel model, int block, Matrix hidden)
            {
                model.Runner.RunBlock(model.Model.Decoder.Blocks[block], tokens, hidden, model.Trace);
                model.Trace.SetResidual(hidden);
            }
        });
    }
}
