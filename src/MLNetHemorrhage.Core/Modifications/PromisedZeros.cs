using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Modifications;

/// <summary>The zeros that a pruning step left behind, which later steps have to respect.</summary>
internal sealed class PromisedZeros
{
    private readonly string _promisedBy;
    private readonly ModificationTargets _targets;
    private readonly Dictionary<LayerName, BitMask> _zeros;

    public PromisedZeros(int stepNumber, Modification step, DecoderModel after)
        : this($"step {stepNumber}, {step}", step.Targets, NamedWeights.Of(after, step.Targets).ToDictionary(w => w.Name, w => Zeros(w.Weights)))
    {
    }

    private PromisedZeros(string promisedBy, ModificationTargets targets, Dictionary<LayerName, BitMask> zeros) =>
        (_promisedBy, _targets, _zeros) = (promisedBy, targets, zeros);

    /// <summary>The error of a step that mixes weights.</summary>
    public HemorrhageException Mixed(int stepNumber, Modification step) =>
        new($"step {stepNumber}, {step}: expected a model without promised zeros, found those of {_promisedBy}, which a rotation would undo; rotate first");

    /// <summary>The promise of a smaller model: what became of the zeros in the rows and columns that were kept is promised still.</summary>
    public PromisedZeros Following(KeptStructure kept)
    {
        var zeros = new Dictionary<LayerName, BitMask>();
        for (int b = 0; b < kept.Blocks.Count; b++)
        {
            var block = kept.Blocks[b];
            foreach (var role in DecoderBlock.Roles)
                zeros.Add(LayerName.Linear(b, role), _zeros[LayerName.Linear(block.Source, role)].Part(block.Rows(role), block.Columns(role)));
        }
        foreach (var table in (LayerName[])[LayerName.Embedding, LayerName.Head])
            if (_zeros.TryGetValue(table, out var mask)) zeros.Add(table, mask);
        return new(_promisedBy, _targets, zeros);
    }

    /// <summary>Fails where a step has given a promised zero a value.</summary>
    public void Verify(int stepNumber, Modification step, DecoderModel after)
    {
        foreach (var (name, weights) in NamedWeights.Of(after, _targets))
        {
            var promised = _zeros[name];
            long broken = CountNonZero(weights, promised);
            if (broken > 0)
                throw new HemorrhageException($"step {stepNumber}, {step}: {name}: {broken} of {promised.Count} weights that {_promisedBy}, set to zero are no longer zero{(step.WhyZerosAreLost is { } why ? $"; {why}" : "")}");
        }
    }

    private static BitMask Zeros(WeightMatrix weights)
    {
        var row = new float[weights.Columns];
        return new(weights.Rows, weights.Columns, (r, marks) =>
        {
            weights.CopyRow(r, row);
            for (int c = 0; c < row.Length; c++) marks[c] = row[c] == 0;
        });
    }

    private static long CountNonZero(WeightMatrix weights, BitMask promised)
    {
        long broken = 0;
        var row = new float[weights.Columns];
        for (int r = 0; r < weights.Rows; r++)
        {
            weights.CopyRow(r, row);
            for (int column = 0; column < row.Length; column += BitMask.WordBits)
                for (ulong bits = promised.Bits(r, column); bits != 0;)
                    if (row[column + BitMask.TakeLowest(ref bits)] != 0) broken++;
        }
        return broken;
    }
}
