using Microsoft.ML;
using MLNetHemorrhage.Transforms;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifying;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Rows;

namespace MLNetHemorrhage;

/// <summary>Makes a modified copy of the model that a column carries. What a step of its own adds is only the recipe.</summary>
/// <remarks>
/// | Characteristic | |
/// | --- | --- |
/// | Fitted on | the model column; calibrated methods also read the first rows of a text column |
/// | Output column | the model column, which now carries the modified model |
/// | Saved as | the text of the column; the model is saved by the step that scores with it |
///
/// The model before the step is never changed, and fitting again gives the same bits. The log of the context is told what was read, how far
/// the work is, and what became of every matrix; before that, what <see cref="ModificationOptions.Thresholds"/> say about the step after those
/// that the model has been through.
/// </remarks>
public abstract class ModificationEstimator : IEstimator<LanguageModelTransformer>
{
    private readonly MLContext _context;
    private readonly ModificationOptions _options;

    private protected ModificationEstimator(MLContext context, ModificationOptions options, Recipe recipe) =>
        (_context, _options, Recipe) = (context, options.Copy(), recipe);

    /// <summary>What will be done to the model.</summary>
    public Recipe Recipe { get; }

    /// <summary>Modifies the model.</summary>
    /// <param name="input">Data with the model column and, where the recipe needs calibration, the text column.</param>
    /// <returns>What adds the column with the modified model.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="HemorrhageException">No row has any text to calibrate with, or the recipe cannot be applied to the model: a step would undo, among others, the zeros of an earlier one.</exception>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public LanguageModelTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var cancellation = _options.CancellationToken;
        cancellation.ThrowIfCancellationRequested();
        var model = ModelColumn.Get(input.Schema, _options.ModelColumnName);
        using var channel = HemorrhageLog.Start(_context, GetType().Name);
        var before = ModelColumn.GetHistory(input.Schema, _options.ModelColumnName);
        if (_options.Thresholds is { } thresholds) RecipeWarnings.Tell(channel, before.Recipe, Recipe, thresholds, model.Name);
        CalibrationSet? calibration = Recipe.NeedsCalibration
            ? CalibrationText.Read(input, _options.CalibrationColumnName, _options.CalibrationRows, model, channel, cancellation)
            : null;
        var progress = new LoggedProgress(channel);
        using var pool = new WorkerPool(_options.Threads);
        var result = RecipeRunner.Apply(model, Recipe, calibration, new() { Pool = pool, Progress = progress, Cancellation = cancellation, Before = before });
        progress.Report(result);
        return new(_context, _options.ModelColumnName, result.Model, result);
    }

    /// <summary>The shape of the output.</summary>
    /// <param name="inputSchema">The shape of the input.</param>
    /// <returns>The same columns; the model column carries another model.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ModelColumn.Check(inputSchema, _options.ModelColumnName);
        if (Recipe.NeedsCalibration) TextColumn.Check(inputSchema, _options.CalibrationColumnName);
        return Shapes.With(inputSchema, new ModelColumn(_options.ModelColumnName).Columns);
    }
}
