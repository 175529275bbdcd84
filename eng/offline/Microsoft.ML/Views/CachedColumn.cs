using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Views;

/// <summary>The values of one column in memory.</summary>
internal abstract class CachedColumn
{
    public static CachedColumn Create(DataViewRow row, DataViewSchema.Column column) => column.Type is VectorDataViewType vector
        ? Generic.Call<CachedColumn>(typeof(CachedColumn), nameof(OfVectors), [vector.ItemType.RawType], row, column)
        : Generic.Call<CachedColumn>(typeof(CachedColumn), nameof(OfScalars), [column.Type.RawType], row, column);

    /// <summary>Takes the current row's value.</summary>
    public abstract void Append();

    /// <summary>A <see cref="ValueGetter{TValue}"/> of the value at an index.</summary>
    public abstract Delegate Getter(Func<int> index);

    private static CachedColumn OfScalars<T>(DataViewRow row, DataViewSchema.Column column) =>
        new Typed<T>(row.GetGetter<T>(column), static (T value, ref T destination) => destination = value);

    private static CachedColumn OfVectors<T>(DataViewRow row, DataViewSchema.Column column) =>
        new Typed<VBuffer<T>>(row.GetGetter<VBuffer<T>>(column), static (VBuffer<T> value, ref VBuffer<T> destination) => value.CopyTo(ref destination));

    private delegate void Copier<T>(T value, ref T destination);

    private sealed class Typed<T>(ValueGetter<T> get, Copier<T> copy) : CachedColumn
    {
        private readonly List<T> _values = [];

        public override void Append()
        {
            T value = default;
            get(ref value);
            _values.Add(value);
        }

        public override Delegate Getter(Func<int> index) => (ValueGetter<T>)((ref T value) => copy(_values[index()], ref value));
    }
}
