using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>The shape that the architecture gives each linear layer, to hold against what a file contains.</summary>
internal static class LinearShape
{
    public static (int Rows, int Columns) Of(DecoderSpec spec, LinearRole role)
    {
        int queries = spec.HeadCount * spec.HeadSize, keys = spec.KeyValueHeadCount * spec.HeadSize;
        return role switch
        {
            LinearRole.Query => (queries, spec.HiddenSize),
            LinearRole.Key or LinearRole.Value => (keys, spec.HiddenSize),
            LinearRole.Output => (spec.HiddenSize, queries),
            LinearRole.Down => (spec.HiddenSize, spec.FeedForwardSize),
            _ => (spec.FeedForwardSize, spec.HiddenSize),
        };
    }
}
