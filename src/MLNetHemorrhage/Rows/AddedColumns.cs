using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetHemorrhage.Rows;

/// <summary>Columns that a transformer appends to a row, bound to one input schema.</summary>
internal abstract class AddedColumns
{
    /// <summary>The new columns, in order.</summary>
    public abstract IReadOnlyList<DataViewSchema.DetachedColumn> Columns { get; }

    /// <summary>Indices of the input columns that they are computed from.</summary>
    public abstract IReadOnlyList<int> Inputs { get; }

    /// <summary>One getter for every new column. What the getters share belongs to this row alone.</summary>
    public abstract IReadOnlyList<Delegate> Bind(DataViewRow input);
}
