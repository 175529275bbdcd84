using System.Globalization;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>
/// One run of <see cref="SliceGptPruning"/>. The calibration text runs through the blocks as they were, in the directions it came in; what is removed at a norm
/// is taken from the stream by projection, which is the same.
/// </summary>
internal sealed class SliceGptRun
{
    private readonly SliceGptPruning _step;
    private readonly DecoderModel _model;
    private readonly StepContext _context;
    private readonly ResidualStream _stream;
    private readonly int _kept;

    public SliceGptRun(SliceGptPruning step, DecoderModel model, StepContext context)
    {
        if (model.Blocks.Any(b => b.Additions.HasShortcuts))
            throw new HemorrhageException($"{step}: expected a residual stream that stays in one basis, found one that is rotated already");
        foreach (var (name, weights) in NamedWeights.Of(model, ModificationTargets.All))
        {
            if (weights is IGridWeights)
                throw new HemorrhageException($"{step}: {name}: expected weights that can take new values, found {weights.Format}; remove directions before quantizing");
        }
        (_step, _model, _context) = (step, model, context);
        _kept = step.KeptWidth(model.Spec.HiddenSize);
        _stream = new(model, context);
    }

    public StepOutcome Run()
    {
        var first = Directions(_kept, "the embedding");
        var (blocks, before) = (new List<DecoderBlock>(), first);
        for (int b = 0; b < _model.Blocks.Count; b++)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            var block = _model.Blocks[b];
            _stream.Project(before);
            _stream.RunAttention(block);
            var middle = Directions(_kept, $"block {b}, behind attention");
            _stream.Project(middle);
            _stream.RunFeedForward(block);
            bool isLast = b + 1 == _model.Blocks.Count;
            var after = Directions(isLast && !_step.SliceHead ? _model.Spec.HiddenSize : _kept, $"block {b}");
            blocks.Add(Rotated(block, before, middle, after));
            before = after;
            _context.BlockDone(b + 1);
        }
        return new(Assemble(first, before, blocks)) { Kept = KeptStructure.Of(Enumerable.Range(0, blocks.Count)), Notes = Notes() };
    }

    private Rotation Directions(int kept, string where) => new(_stream.Principal(where), kept, _context.Pool);

    private static DecoderBlock Rotated(DecoderBlock block, Rotation before, Rotation middle, Rotation after)
    {
        var linears = DecoderBlock.Roles.Select(role => role switch
        {
            LinearRole.Output => middle.OfOutputs(block[role]),
            LinearRole.Down => after.OfOutputs(block[role]),
            LinearRole.Gate or LinearRole.Up => middle.OfInputs(block[role], block.FeedForwardNorm),
            _ => before.OfInputs(block[role], block.AttentionNorm),
        });
        return new(Ones(before.Width), Ones(middle.Width), [.. linears], block.Additions with
        {
            OutputBias = block.Additions.OutputBias is { } output ? middle.Of(output) : null,
            DownBias = block.Additions.DownBias is { } down ? after.Of(down) : null,
            AttentionShortcut = middle.From(before),
            FeedForwardShortcut = after.From(middle),
        });
    }

    private DecoderModel Assemble(Rotation first, Rotation last, List<DecoderBlock> blocks)
    {
        var spec = _model.Spec with { HiddenSize = first.Width, NormWidth = _model.Spec.NormWidth ?? _model.Spec.HiddenSize, TiedHead = false };
        return new(spec, first.OfInputs(_model.Embedding, null), blocks, Ones(last.Width), last.OfInputs(_model.Head, _model.FinalNorm));
    }

    private string[] Notes()
    {
        int width = _model.Spec.HiddenSize;
        return
        [
            $"{_kept} of {width} directions of the residual stream are kept{(_kept == width || _step.SliceHead ? "" : ", all of them behind the last block")}",
            .. _model.Spec.TiedHead ? (string[])["embedding and head are matrices of their own from here on"] : [],
        ];
    }

    private static float[] Ones(int count) => [.. Enumerable.Repeat(1f, count)];
}
