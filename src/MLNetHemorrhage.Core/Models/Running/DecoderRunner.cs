using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Running;

/// <summary>
/// Runs a decoder over whole sequences. Holds its own buffers: one runner is used by one thread at a time. A token's numbers
/// have the same bits whatever the batch around it and however many threads work.
/// </summary>
public sealed class DecoderRunner
{
    private readonly bool _keepPacked;
    private readonly BlockRunner _blocks;
    private readonly AttentionScratch _attention;

    /// <summary>Creates a runner.</summary>
    /// <param name="model">The decoder.</param>
    /// <param name="pool">Threads to work with.</param>
    /// <remarks>Weights are kept in the order the products read them, as f32, as codes or without their zeros, whichever is fastest, beside the form they are stored in; runners and models share them.
    /// Where that would take more than half of the memory available to the process, every call orders them anew.</remarks>
    public DecoderRunner(DecoderModel model, WorkerPool pool) : this(model, pool, keepPacked: null) { }

    /// <summary>The same with a decision on keeping packed weights; null leaves it to <see cref="PackBudget"/>.</summary>
    internal DecoderRunner(DecoderModel model, WorkerPool pool, bool? keepPacked)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(pool);
        Model = model;
        Pool = pool;
        _keepPacked = keepPacked ?? PackBudget.Fits(model);
        _blocks = new(model, pool, _keepPacked);
        _attention = new(model.Spec.HeadSize);
    }

    /// <summary>The decoder.</summary>
    public DecoderModel Model { get; }

    /// <summary>Threads to work with.</summary>
    public WorkerPool Pool { get; }

    /// <summary>The embedding of every token.</summary>
    /// <param name="batch">The tokens.</param>
    /// <returns>A new matrix [tokens, hidden]; where the residual stream is wider behind some block, with columns for that.</returns>
    /// <exception cref="HemorrhageException">An id is outside the vocabulary, or a sequence longer than the context.</exception>
    public Matrix Embed(TokenBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var hidden = new Matrix(batch.TokenCount, Model.Shape.ResidualWidth);
        Embed(batch, hidden.View);
        GC.KeepAlive(hidden);
        return hidden;
    }

    /// <summary>Runs one block: adds the outputs of attention and of the feed-forward layer to the residual stream.</summary>
    /// <param name="block">The block; one of the model's or a changed one of the same shape.</param>
    /// <param name="batch">The tokens.</param>
    /// <param name="hidden">Residual stream [tokens, hidden], changed in place.</param>
    /// <param name="observer">Sees the inputs of the linear layers, and more where it is an <see cref="IBlockObserver"/>.</param>
    internal void RunBlock(DecoderBlock block, TokenBatch batch, Matrix hidden, ILinearInputObserver? observer = null)
    {
        RunBlock(block, batch, hidden.View, observer);
        GC.KeepAlive(hidden);
    }

    /// <summary>Embedding, all blocks and the final norm: what the head reads.</summary>
    /// <param name="batch">The tokens.</param>
    /// <returns>A new matrix [tokens, hidden].</returns>
    /// <exception cref="HemorrhageException">An id is outside the vocabulary, or a sequence longer than the context.</exception>
    public Matrix FinalHidden(TokenBatch batch)
    {
        var hidden = Embed(batch);
        FinalHidden(batch, hidden.View);
        GC.KeepAlive(hidden);
        return hidden;
    }

    /// <summary>The same in memory of the runner's own, which its next call uses again.</summary>
    internal MatrixView BufferedFinalHidden(TokenBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var hidden = _blocks.Hidden(batch.TokenCount);
        Embed(batch, hidden);
        FinalHidden(batch, hidden);
        return hidden;
    }

    /// <summary>The same for sequences that share tokens: a row for each id of the batch, with the bits it has in a batch of its own.</summary>
    internal MatrixView BufferedSharedHidden(SharedPrefixBatch batch)
    {
        batch.Sequences.Check(Model.Spec);
        var hidden = _blocks.Hidden(batch.Ids.Length);
        _blocks.Embed(batch.Ids, hidden);
        var attention = new SharedPrefixAttention(batch, Model.Shape, Pool, _attention);
        foreach (var block in Model.Blocks) _blocks.Run(block, hidden, batch.Positions, attention.Forward, null);
        _blocks.FinalNorm(hidden);
        return hidden;
    }

    /// <summary>-ln p of every token but the first of each sequence, given those before it.</summary>
    /// <param name="batch">The tokens.</param>
    /// <returns>Nats, in order.</returns>
    /// <exception cref="HemorrhageException">An id is outside the vocabulary, or a sequence longer than the context.</exception>
    public float[] NegativeLogLikelihood(TokenBatch batch)
    {
        var result = Score(batch, BufferedFinalHidden(batch));
        GC.KeepAlive(_blocks);
        return result;
    }

    /// <summary>The same from the output of the last block [tokens, hidden], which is not the same afterwards.</summary>
    internal float[] NegativeLogLikelihood(TokenBatch batch, Matrix lastOutput)
    {
        FinalNorm(lastOutput);
        var result = Score(batch, lastOutput.View);
        GC.KeepAlive(lastOutput);
        return result;
    }

    private float[] Score(TokenBatch batch, MatrixView hidden)
    {
        int scored = batch.TokenCount - batch.Count;
        var targets = new int[scored];
        for (int s = 0, next = 0; s < batch.Count; s++)
        {
            for (int t = batch.Starts[s]; t < batch.Starts[s + 1] - 1; t++, next++)
            {
                // The last token of a sequence predicts nothing; closing the gap lets the head see only rows that count.
                if (next != t) hidden.Row(t).CopyTo(hidden.Row(next));
                targets[next] = batch.Ids[t + 1];
            }
        }
        var result = new float[scored];
        Model.OutputHead.NegativeLogLikelihood(hidden.RowRange(0, scored), targets, result, Pool, _keepPacked);
        return result;
    }

    /// <summary>The final norm of the output of the last block [tokens, hidden], in place.</summary>
    internal void FinalNorm(Matrix lastOutput)
    {
        _blocks.FinalNorm(lastOutput.View);
        GC.KeepAlive(lastOutput);
    }

    /// <summary>logits [tokens, vocabulary] from what <see cref="FinalHidden(TokenBatch)"/> gives.</summary>
    internal void Logits(MatrixView finalHidden, MatrixView logits) => Model.OutputHead.Logits(finalHidden, logits, Pool, _keepPacked);

    /// <summary>output [tokens, outputs of the group's layers side by side] = input · Wᵀ, as a run of the block multiplies.</summary>
    internal void Multiply(DecoderBlock block, LinearGroup group, MatrixView input, MatrixView output) => _blocks.Multiply(block, group, input, output, false);

    private void Embed(TokenBatch batch, MatrixView hidden)
    {
        batch.Check(Model.Spec);
        _blocks.Embed(batch.Ids, hidden);
    }

    private void FinalHidden(TokenBatch batch, MatrixView hidden)
    {
        foreach (var block in Model.Blocks) RunBlock(block, batch, hidden, null);
        _blocks.FinalNorm(hidden);
    }

    /// <summary>The first half of <see cref="RunBlock(DecoderBlock, TokenBatch, Matrix, ILinearInputObserver?)"/>: adds the output of attention.</summary>
    internal void RunAttention(DecoderBlock block, TokenBatch batch, Matrix hidden, ILinearInputObserver? observer = null)
    {
        _blocks.RunAttention(block, hidden.View, batch.Positions, AttendTo(batch, observer), observer);
        GC.KeepAlive(hidden);
    }

    /// <summary>The second half: adds the output of the feed-forward layer.</summary>
    internal void RunFeedForward(DecoderBlock block, Matrix hidden, ILinearInputObserver? observer = null)
    {
        _blocks.RunFeedForward(block, hidden.View, observer);
        GC.KeepAlive(hidden);
    }

    private void RunBlock(DecoderBlock block, TokenBatch batch, MatrixView hidden, ILinearInputObserver? observer)
    {
        if (batch.TokenCount > 0) _blocks.Run(block, hidden, batch.Positions, AttendTo(batch, observer), observer);
    }

    private BlockRunner.Attend AttendTo(TokenBatch batch, ILinearInputObserver? observer) => (shape, query, key, value, output) =>
    {
        (observer as IBlockObserver)?.ObserveAttention(query, key);
        Attention.Forward(query, key, value, batch, shape, output, Pool, _attention);
    };
}
