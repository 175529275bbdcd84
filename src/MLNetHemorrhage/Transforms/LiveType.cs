using Microsoft.ML.Data;

namespace MLNetHemorrhage.Transforms;

/// <summary>The data view type of an annotation by which a live object travels from step to step.</summary>
internal sealed class LiveType<T> : StructuredDataViewType
{
    private LiveType() : base(typeof(T)) { }

    public static LiveType<T> Instance { get; } = new();

    public override bool Equals(DataViewType? other) => other is LiveType<T>;

    public override bool Equals(object? obj) => obj is LiveType<T>;

    public override int GetHashCode() => typeof(LiveType<T>).GetHashCode();

    public override string ToString() => typeof(T).Name;
}
