namespace Microsoft.ML.Rows;

/// <summary>Columns that a transformer computes from others.</summary>
internal abstract class AddedColumns
{
    public abstract IReadOnlyList<DataViewSchema.DetachedColumn> Columns { get; }

    /// <summary>Indices of the input columns that an added column is computed from.</summary>
    public abstract IEnumerable<int> InputsOf(int added);

    /// <summary>One getter for every added column; null where it is not active.</summary>
    public abstract Delegate[] Bind(DataViewRow input, Func<int, bool> isActive);
}
