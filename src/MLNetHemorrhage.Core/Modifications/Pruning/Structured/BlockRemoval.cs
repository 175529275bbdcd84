using System.Globalization;
using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>
/// A method that removes whole blocks: round(blocks · ratio) of them, half to even. The others are shared with the model as it was;
/// the residual stream passes from one to the next as if those between had added nothing.
/// </summary>
public abstract record BlockRemoval : StructuredPruning
{
    private protected BlockRemoval() { }

    internal sealed override bool Suits(DecoderModel model) => CountOf(model) <= MostOf(model);

    internal sealed override double ForecastKept(DecoderModel model) => 1 - (double)CountOf(model) / model.Blocks.Count;

    /// <summary>The blocks that may go.</summary>
    private protected virtual IReadOnlyList<int> Candidates(DecoderModel model) => [.. Enumerable.Range(0, model.Blocks.Count)];

    /// <summary>Why the others may not, for the error.</summary>
    private protected abstract string Limit { get; }

    /// <summary>Chooses <paramref name="count"/> of the candidates, at least one, in the order in which they go.</summary>
    private protected abstract IReadOnlyList<int> Choose(DecoderModel model, IReadOnlyList<int> candidates, int count, StepContext context);

    private protected sealed override StepOutcome Remove(DecoderModel model, StepContext context)
    {
        if (model.Blocks.Any(b => b.Additions.HasShortcuts))
            throw new HemorrhageException($"{this}: expected a residual stream that stays in one basis, found one that each block rotates; remove blocks first");
        int blocks = model.Blocks.Count, count = CountOf(model), most = MostOf(model);
        if (count > most)
            throw new HemorrhageException(string.Create(CultureInfo.InvariantCulture,
                $"{this}: expected at most {most} of {blocks} blocks to remove ({Limit}), found {count}, which is round({blocks} · {Ratio})"));
        if (count == 0)
        {
            context.BlockDone(blocks);
            return new(model) { Notes = [string.Create(CultureInfo.InvariantCulture, $"no block is removed: {Ratio} of {blocks} blocks rounds to 0")] };
        }
        var removed = Choose(model, Candidates(model), count, context);
        int[] kept = [.. Enumerable.Range(0, blocks).Except(removed)];
        return new(model.WithBlocks([.. kept.Select(b => model.Blocks[b])]))
        {
            Kept = KeptStructure.Of(kept),
            Notes = [$"removed of {blocks} blocks, in this order: {string.Join(", ", removed)}"],
        };
    }

    private int CountOf(DecoderModel model) => (int)Math.Round(model.Blocks.Count * Ratio);

    private int MostOf(DecoderModel model) => Math.Min(Candidates(model).Count, model.Blocks.Count - 1);
}
