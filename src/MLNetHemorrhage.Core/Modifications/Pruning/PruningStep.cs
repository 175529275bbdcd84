using System.Globalization;
using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>What the methods that set single weights to zero have in common: the removed share, or an N:M pattern.</summary>
public abstract record PruningStep : LayerModification
{
    internal const string Share = "at least 0 and below 1";

    private const double DefaultSparsity = 0.5;

    // A sparsity of three digits may stand beside a pattern of thirds.
    private const double PatternTolerance = 1e-3;

    private double? _sparsity;
    private KeepPattern? _pattern;

    private protected PruningStep() { }

    /// <summary>
    /// Removed share of each matrix: round(weights · sparsity) of them, half to even. With a <see cref="Pattern"/> it is the pattern's, and
    /// another value is refused.
    /// </summary>
    /// <value>At least 0 and below 1; the default is 0.5, or what the pattern removes.</value>
    /// <exception cref="HemorrhageException">Out of range, or not what the pattern removes.</exception>
    public double Sparsity
    {
        get => _pattern?.Sparsity ?? _sparsity ?? DefaultSparsity;
        init
        {
            _sparsity = value is >= 0 and < 1 ? value : throw ParameterChecks.OutOfRange(this, nameof(Sparsity), Share, value);
            CheckPattern();
        }
    }

    /// <summary>How many weights of every few consecutive inputs are kept.</summary>
    /// <value>The default is null: weights go wherever they matter least.</value>
    /// <exception cref="HemorrhageException"><see cref="Sparsity"/> was set to something else than the pattern removes.</exception>
    public KeepPattern? Pattern
    {
        get => _pattern;
        init
        {
            _pattern = value;
            CheckPattern();
        }
    }

    /// <summary>How shares become counts.</summary>
    internal SelectionRule Rule { get; init; }

    /// <inheritdoc/>
    public virtual bool Equals(PruningStep? other) =>
        base.Equals(other) && Sparsity.Equals(other.Sparsity) && Pattern == other.Pattern && Rule == other.Rule;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Sparsity, Pattern, Rule);

    internal override StorageForecast Forecast(StorageForecast before) => Pattern is { } pattern
        ? before.Prune((long)before.Rows * pattern.RemovedOfRow(before.Columns)).InPattern(pattern.Kept, pattern.Group)
        : before.Prune(RowShare.Total(before.Rows, before.Columns, Sparsity));

    internal sealed override double? NominalSparsity(LayerToModify layer) => SparsityOf(layer);

    /// <summary>The parameters of a method: those of its own between the shared ones.</summary>
    private protected static Parameter<T>[] Parameters<T>(params Parameter<T>[] own) where T : PruningStep =>
    [
        Parameter.Number<T>("sparsity", Share, true, s => s.Sparsity, (s, v) => (T)((PruningStep)s with { Sparsity = v })),
        .. own,
        Parameter.Pattern<T>("pattern", s => s.Pattern, (s, v) => (T)((PruningStep)s with { Pattern = v })),
    ];

    /// <summary>The share that a layer loses: its part of an allocation, or what all lose.</summary>
    private protected double SparsityOf(LayerToModify layer) => layer.Sparsity ?? Sparsity;

    /// <summary>Which weights of a layer go, once they have scores.</summary>
    private protected Selection SelectionOf(LayerToModify layer, PruningScope scope) => new(SparsityOf(layer), scope, Pattern, Rule);

    private void CheckPattern()
    {
        if (_pattern is { } pattern && _sparsity is { } sparsity && Math.Abs(sparsity - pattern.Sparsity) > PatternTolerance)
            throw new HemorrhageException(string.Create(CultureInfo.InvariantCulture,
                $"{Method.Title}: sparsity must be {Math.Round(pattern.Sparsity, 4)} beside pattern={pattern}, found {sparsity}"));
    }
}
