using System.Collections;
using Microsoft.ML;

namespace MLNetHemorrhage.Transforms;

/// <summary>The documents of a text column, read one by one: rows that hold more than white space.</summary>
internal sealed class TextRows : IEnumerable<string>
{
    private readonly IDataView _data;
    private readonly DataViewSchema.Column _column;
    private readonly CancellationToken _cancellation;

    public TextRows(IDataView data, string columnName, CancellationToken cancellation)
    {
        _data = data;
        _column = TextColumn.Get(data.Schema, columnName);
        _cancellation = cancellation;
    }

    /// <summary>Rows read so far.</summary>
    public int Read { get; private set; }

    /// <summary>Rows without text among them.</summary>
    public int Skipped { get; private set; }

    public IEnumerator<string> GetEnumerator()
    {
        using var cursor = _data.GetRowCursor([_column]);
        var get = cursor.GetGetter<ReadOnlyMemory<char>>(_column);
        ReadOnlyMemory<char> text = default;
        while (cursor.MoveNext())
        {
            _cancellation.ThrowIfCancellationRequested();
            get(ref text);
            Read++;
            if (text.Span.IsWhiteSpace()) Skipped++;
            else yield return text.ToString();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
