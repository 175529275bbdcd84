using Microsoft.ML;
using MLNetHemorrhage.Transforms;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Persistence;
using MLNetHemorrhage.Rows;

namespace MLNetHemorrhage;

/// <summary>Adds the column that carries a model: what the steps that load or modify models are fitted to.</summary>
/// <remarks>Saved, it keeps the text of the column, not the model: the model is saved by the <see cref="ScoreTextTransformer"/> that uses it.</remarks>
public sealed class LanguageModelTransformer : RowTransformer
{
    private readonly MLContext _context;
    private readonly ModelColumn _column;

    internal LanguageModelTransformer(MLContext context, string columnName, LanguageModel model, RecipeResult? modification = null)
    {
        var history = modification?.History ?? ModelHistory.None;
        (_context, ColumnName, Model, Description, Modification) = (context, columnName, model, ModelColumn.Describe(model, history), modification);
        _column = new(columnName, model, history);
    }

    /// <summary>Name of the column.</summary>
    public string ColumnName { get; }

    /// <summary>The model.</summary>
    public LanguageModel Model { get; }

    /// <summary>What the column says in every row: the model's name and every step it went through, as in "default + prune(wanda, sparsity=0.5)".</summary>
    public string Description { get; }

    /// <summary>
    /// What the step did to the model, matrix by matrix: the sparsity asked for and achieved, bits, errors, seconds; null where it loaded one. What all steps
    /// of a pipeline did together, counted in the model that they led to, is in <see cref="Evaluation.StabilityMetrics.Steps"/>.
    /// </summary>
    public RecipeResult? Modification { get; }

    private protected override AddedColumns Bind(DataViewSchema inputSchema) => _column;

    private protected override ICanSaveModel ToBuiltIns() => SavedColumn.Of(_context.Transforms, ColumnName, Description);
}
