using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MLNetHemorrhage.Analyzers.Flow.Bodies;

/// <summary>A body being followed: the one under analysis, or one that it calls.</summary>
internal sealed class Frame
{
    public static readonly Frame Root = new();

    private readonly Site? _call;
    private readonly Location? _callLocation;
    private readonly Frame? _caller;
    private readonly ImmutableDictionary<ISymbol, Location> _arguments;
    private readonly int _depth;

    private Frame() => (IsInBody, _arguments) = (true, ImmutableDictionary<ISymbol, Location>.Empty);

    private Frame(Frame caller, SyntaxNode call, ISymbol method, bool isInBody, ImmutableDictionary<ISymbol, Location> arguments)
    {
        _caller = caller;
        _call = caller.SiteOf(call);
        _callLocation = caller.LocationOf(call);
        Method = method;
        _arguments = arguments;
        _depth = caller._depth + 1;
        IsInBody = caller.IsInBody && isInBody;
    }

    /// <summary>The method, property or field whose body this is; null for the body under analysis.</summary>
    public ISymbol? Method { get; }

    /// <summary>Whether the code stands in the body under analysis: itself and its local functions.</summary>
    public bool IsInBody { get; }

    /// <summary>Whether what is returned goes back to a call that is followed.</summary>
    public bool IsCalled => _call is not null;

    /// <summary>The frame of a called body, or null where calls are too deep or go in circles.</summary>
    /// <param name="call">The call.</param>
    /// <param name="method">The method.</param>
    /// <param name="isInBody">Whether it is a local function of this body.</param>
    /// <param name="arguments">Where each argument stands in the body under analysis.</param>
    public Frame? Call(SyntaxNode call, ISymbol method, bool isInBody, ImmutableDictionary<ISymbol, Location> arguments)
    {
        if (_depth == FlowLimits.Depth) return null;
        for (var frame = this; frame is not null; frame = frame._caller)
            if (SymbolEqualityComparer.Default.Equals(frame.Method, method)) return null;
        return new(this, call, method, isInBody, arguments);
    }

    public Site SiteOf(SyntaxNode node) => new(node, _call);

    /// <summary>Where to report something, in the body under analysis.</summary>
    public Location LocationOf(SyntaxNode node) => IsInBody ? node.GetLocation() : _callLocation!;

    /// <summary>Where an argument that a parameter holds was given, in the body under analysis; null for other variables.</summary>
    public Location? ArgumentLocation(ISymbol parameter) => _arguments.TryGetValue(parameter, out var location) ? location : null;
}
