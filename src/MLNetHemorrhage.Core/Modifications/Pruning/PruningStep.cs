using System.Globalization;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Pruning.Allocation;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>What the methods that set single weights to zero have in common: the removed share, or an N:M pattern.</summary>
public abstract record PruningStep : LayerModification
{
    internal const string Share = "at least 0 and below 1";

    private const string OutlierRange = "above 0", LambdaRange = "between 0 and 0.5";

    private const double DefaultSparsity = 0.5, DefaultOutlier = 5, DefaultLambda = 0.08;

    // A sparsity of three digits may stand beside a pattern of thirds.
    private const double PatternTolerance = 1e-3;

    /// <summary>What a matrix can be asked for by itself.</summary>
    internal static readonly PruningScope[] MatrixScopes = [PruningScope.Matrix, PruningScope.Row];

    private double? _sparsity;
    private double? _outlier;
    private double? _lambda;
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

    /// <summary>
    /// How the removed weights are divided among the linear layers of the blocks; together these lose round(weights · sparsity), half to even.
    /// Embedding and head always lose <see cref="Sparsity"/>.
    /// </summary>
    /// <value>The default is <see cref="LayerAllocation.Uniform"/>; beside a <see cref="Pattern"/>, which fixes the share of every layer, nothing else is allowed.</value>
    public LayerAllocation Allocation { get; init; }

    /// <summary>M of <see cref="LayerAllocation.Owl"/>: a weight is an outlier where its Wanda score is above M times the mean score of its block.</summary>
    /// <value>Above 0; the default is 5. Only beside that allocation.</value>
    /// <exception cref="HemorrhageException">Out of range.</exception>
    public double Outlier
    {
        get => _outlier ?? DefaultOutlier;
        init => _outlier = value is > 0 and <= double.MaxValue ? value : throw ParameterChecks.OutOfRange(this, nameof(Outlier), OutlierRange, value);
    }

    /// <summary>λ of <see cref="LayerAllocation.Owl"/>: the shares that blocks lose span 2λ.</summary>
    /// <value>0 to 0.5; the default is 0.08, and 0 is the uniform allocation. Only beside that allocation.</value>
    /// <exception cref="HemorrhageException">Out of range.</exception>
    public double Lambda
    {
        get => _lambda ?? DefaultLambda;
        init => _lambda = value is >= 0 and <= 0.5 ? value : throw ParameterChecks.OutOfRange(this, nameof(Lambda), LambdaRange, value);
    }

    /// <inheritdoc/>
    public override bool NeedsCalibration => base.NeedsCalibration || Allocation != LayerAllocation.Uniform;

    internal override int Passes => base.Passes + LayerAllocator.Passes(Allocation);

    /// <summary>How shares become counts.</summary>
    internal SelectionRule Rule { get; init; }

    /// <inheritdoc/>
    public virtual bool Equals(PruningStep? other) =>
        base.Equals(other) && Sparsity.Equals(other.Sparsity) && Pattern == other.Pattern && Rule == other.Rule
        && Allocation == other.Allocation && Outlier.Equals(other.Outlier) && Lambda.Equals(other.Lambda);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Sparsity, Pattern, Rule, Allocation, Outlier, Lambda);

    internal override StorageForecast Forecast(StorageForecast before) => Pattern is { } pattern
        ? before.Prune((long)before.Rows * pattern.RemovedOfRow(before.Columns)).InPattern(pattern.Kept, pattern.Group)
        : before.Prune(RowShare.Total(before.Rows, before.Columns, Sparsity));

    internal override double? NominalSparsity(LayerToModify layer) => SparsityOf(layer);

    /// <summary>Whether a scope other than the default was chosen.</summary>
    private protected virtual bool HasScope => false;

    internal override void Check()
    {
        if (Pattern is not null && HasScope)
            throw new HemorrhageException($"{Method.Title}: scope cannot be chosen beside pattern={Pattern}, which compares the weights of a group");
        if (Allocation != LayerAllocation.Owl && (_outlier ?? _lambda) is not null)
            throw Conflict($"{(_outlier is null ? "lambda" : "outlier")} goes with allocation={RecipeWords.Of(LayerAllocation.Owl)} only");
        if (Allocation != LayerAllocation.Uniform && Pattern is not null) throw Conflict($"pattern={Pattern} fixes the sparsity of every layer");
    }

    internal override IReadOnlyDictionary<LayerName, double>? Allocate(
        DecoderModel model, StepContext context, IReadOnlyDictionary<LayerName, object>? preparations) => LayerAllocator.Allocate(this, model, context, preparations);

    /// <summary>The parameters of a method: those of its own between the shared ones.</summary>
    private protected static Parameter<T>[] Parameters<T>(params Parameter<T>[] own) where T : PruningStep =>
    [
        SparsityParameter<T>(),
        .. own,
        PatternParameter<T>(),
        Parameter.Word<T, LayerAllocation>("allocation", s => s.Allocation, (s, v) => (T)((PruningStep)s with { Allocation = v })),
        Parameter.Number<T>("outlier", OutlierRange, false, s => s.Outlier, (s, v) => (T)((PruningStep)s with { Outlier = v })),
        Parameter.Number<T>("lambda", LambdaRange, false, s => s.Lambda, (s, v) => (T)((PruningStep)s with { Lambda = v })),
    ];

    private protected static Parameter<T> SparsityParameter<T>() where T : PruningStep =>
        Parameter.Number<T>("sparsity", Share, true, s => s.Sparsity, (s, v) => (T)((PruningStep)s with { Sparsity = v }));

    private protected static Parameter<T> PatternParameter<T>() where T : PruningStep =>
        Parameter.Pattern<T>("pattern", s => s.Pattern, (s, v) => (T)((PruningStep)s with { Pattern = v }));

    /// <summary>The share that a layer loses: its part of an allocation, or what all lose.</summary>
    private protected double SparsityOf(LayerToModify layer) => layer.Sparsity ?? Sparsity;

    /// <summary>Which weights of a layer go, once they have scores.</summary>
    private protected Selection SelectionOf(LayerToModify layer, PruningScope scope) => new(SparsityOf(layer), scope, Pattern, Rule);

    /// <summary>Refuses an allocation beside something that it does not go with.</summary>
    private protected HemorrhageException Conflict(string why) => new($"{Method.Title}: allocation={RecipeWords.Of(Allocation)}: {why}");

    private void CheckPattern()
    {
        if (_pattern is { } pattern && _sparsity is { } sparsity && Math.Abs(sparsity - pattern.Sparsity) > PatternTolerance)
            throw new HemorrhageException(string.Create(CultureInfo.InvariantCulture,
                $"{Method.Title}: sparsity must be {Math.Round(pattern.Sparsity, 4)} beside pattern={pattern}, found {sparsity}"));
    }
}
