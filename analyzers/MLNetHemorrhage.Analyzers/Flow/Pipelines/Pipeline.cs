using System.Collections.Immutable;

namespace MLNetHemorrhage.Analyzers.Flow.Pipelines;

/// <summary>Steps in the order in which they are applied. Immutable, compared by value.</summary>
internal sealed class Pipeline : IEquatable<Pipeline>
{
    public static readonly Pipeline Empty = new([]);

    private Pipeline(ImmutableArray<PipelineLink> links) => Links = links;

    public ImmutableArray<PipelineLink> Links { get; }

    /// <summary>Whether some step is not known.</summary>
    public bool IsOpen => Links.Any(l => l.Step.Kind == StepKind.Unknown);

    public static Pipeline Of(IEnumerable<PipelineStep> steps) => new([.. steps.Select((s, i) => new PipelineLink(s, s.Site, i, false))]);

    /// <summary>This pipeline and another after it.</summary>
    /// <param name="next">The other.</param>
    /// <param name="site">Where they are joined. Joining the same at the same place again means a loop: the steps from there on repeat.</param>
    /// <param name="overflow">Stands for what exceeds the limit.</param>
    public Pipeline Append(Pipeline next, Site site, PipelineStep overflow)
    {
        for (int i = 0; i < Links.Length; i++)
            if (Links[i].Joined.Equals(site) && Has(next, i)) return RepeatFrom(i);
        var links = Links.AddRange(next.Links.Select((l, i) => l with { Joined = site, Index = i }));
        if (links.Length <= FlowLimits.Steps) return new(links);
        return new(links.RemoveRange(FlowLimits.Steps - 1, links.Length - FlowLimits.Steps + 1).Add(new(overflow, site, 0, true)));
    }

    public bool Equals(Pipeline? other) => ReferenceEquals(this, other) || other is not null && Links.SequenceEqual(other.Links);

    public override bool Equals(object? obj) => Equals(obj as Pipeline);

    public override int GetHashCode() => Links.Length == 0 ? 0 : Links[Links.Length - 1].Step.GetHashCode() ^ Links.Length;

    public override string ToString() => string.Join(" > ", Links);

    private bool Has(Pipeline part, int at)
    {
        if (at + part.Links.Length > Links.Length) return false;
        for (int i = 0; i < part.Links.Length; i++)
            if (!Links[at + i].Step.Equals(part.Links[i].Step)) return false;
        return true;
    }

    private Pipeline RepeatFrom(int first)
    {
        if (Links.Skip(first).All(l => l.Repeats)) return this;
        return new([.. Links.Select((l, i) => i < first ? l : l with { Repeats = true })]);
    }
}

/// <summary>A step in its place.</summary>
/// <param name="Step">The step.</param>
/// <param name="Joined">Where it was appended; the step's own site if it is the first.</param>
/// <param name="Index">Its index in what was appended there.</param>
/// <param name="Repeats">Whether a loop appends it again.</param>
internal sealed record PipelineLink(PipelineStep Step, Site Joined, int Index, bool Repeats)
{
    public override string ToString() => Step + (Repeats ? "*" : "");
}
