namespace Microsoft.ML.Transforms;

/// <summary>Compares texts by their characters, wherever they are stored.</summary>
internal sealed class TextComparer : IEqualityComparer<ReadOnlyMemory<char>>
{
    public static IEqualityComparer<T> For<T>() => (object)new TextComparer() as IEqualityComparer<T> ?? EqualityComparer<T>.Default;

    public bool Equals(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) => x.Span.SequenceEqual(y.Span);

    public int GetHashCode(ReadOnlyMemory<char> obj) => string.GetHashCode(obj.Span);
}
