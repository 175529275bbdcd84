using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Decoding;

/// <summary>
/// One sequence that grows: tokens are fed one by one or many at once, and what the decoder computed for earlier tokens is kept.
/// Gives the bits that a run over the whole sequence gives. Used by one thread at a time.
/// </summary>
public sealed class DecoderSession
{
    private readonly bool _keepPacked;
    private readonly BlockRunner _blocks;
    private readonly KeyValueCache _cache;
    private readonly AttentionScratch _attention;
    private readonly Matrix _row;
    private readonly float[] _logits;

    /// <summary>Starts an empty sequence.</summary>
    /// <param name="model">The decoder.</param>
    /// <param name="pool">Threads to work with.</param>
    public DecoderSession(DecoderModel model, WorkerPool pool)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(pool);
        Model = model;
        Pool = pool;
        _keepPacked = PackBudget.Fits(model);
        _blocks = new(model, pool, _keepPacked);
        _cache = new(model.Shape);
        _attention = new(model.Spec.HeadSize);
        _row = new(1, model.Spec.VocabularySize);
        _logits = new float[model.Spec.VocabularySize];
    }

    /// <summary>The decoder.</summary>
    public DecoderModel Model { get; }

    /// <summary>Threads to work with.</summary>
    public WorkerPool Pool { get; }

    /// <summary>Number of tokens fed.</summary>
    public int Length { get; private set; }

    /// <summary>Appends tokens to the sequence.</summary>
    /// <param name="ids">Token ids, at least one.</param>
    /// <returns>The logits [vocabulary] of the token after them; overwritten by the next call.</returns>
    /// <exception cref="HemorrhageException">An id is outside the vocabulary, or the sequence would be longer than the context.</exception>
    public ReadOnlySpan<float> Feed(ReadOnlySpan<int> ids)
    {
        if (ids.IsEmpty) throw new ArgumentException("Expected at least one token.", nameof(ids));
        int context = Model.Spec.ContextLength;
        if (ids.Length > context - Length)
            throw new HemorrhageException($"Expected at most {context} tokens (the context length), found {(long)Length + ids.Length}.");
        TokenBatch.CheckIds(ids, Model.Spec);

        var hidden = _blocks.Hidden(ids.Length);
        int[] positions = [.. Enumerable.Range(Length, ids.Length)];
        _blocks.Embed(ids.ToArray(), hidden);
        for (int b = 0; b < Model.Blocks.Count; b++)
        {
            int block = b;
            _blocks.Run(Model.Blocks[b], hidden, positions, (shape, q, k, v, output) => Attention.Continue(q, k, v, _cache[block], shape, output, Pool, _attention), observer: null);
        }
        Length += ids.Length;
        var last = hidden.RowRange(ids.Length - 1, 1);
        _blocks.FinalNorm(last);
        Model.OutputHead.Logits(last, _row.View, Pool, _keepPacked);
        _row.Values.CopyTo(_logits);
        return _logits;
    }
}
